import { type Address, type Hex, zeroAddress } from "viem";
import { parseName } from "../../names/parseName.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GetRecordsParameters = {
  name: string;
  /** Keys of texts to read. */
  texts?: readonly string[] | undefined;
  /** Coin types of addresses to read. */
  coinTypes?: readonly number[] | undefined;
};
export type GetRecordsReturnType = {
  address: Address | null;
  addresses: Record<number, Hex>;
  texts: Record<string, string>;
  contenthash: Hex | null;
  wildcard: boolean;
};

/** What the network's own resolver has for a name; absent records are left out. Throws INVALID_NAME. */
export async function getRecords(
  client: SendingContext,
  { name, texts = [], coinTypes = [] }: GetRecordsParameters,
): Promise<GetRecordsReturnType> {
  const { node } = parseName(name);
  const [address, contenthash, wildcard, values, addresses] = await Promise.all([
    readContract(client, "nameResolver", "addr", [node]),
    readContract(client, "nameResolver", "contenthash", [node]),
    readContract(client, "nameResolver", "wildcard", [node]),
    Promise.all(texts.map((key) => readContract(client, "nameResolver", "text", [node, key]))),
    Promise.all(
      coinTypes.map((type) => readContract(client, "nameResolver", "addr", [node, BigInt(type)])),
    ),
  ]);
  return {
    address: address === zeroAddress ? null : (address as Address),
    contenthash: contenthash === "0x" ? null : contenthash,
    wildcard,
    texts: present(texts, values, ""),
    addresses: present(coinTypes, addresses, "0x"),
  };
}

function present<key extends string | number, value>(
  keys: readonly key[],
  values: readonly value[],
  absent: value,
): Record<key, value> {
  const entries = keys.map((key, index) => [key, values[index]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== absent)) as Record<key, value>;
}
