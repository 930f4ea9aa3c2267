import { type Address, encodeFunctionData, type Hex, isAddress, isHex } from "viem";
import { SendingError } from "../../errors/index.ts";
import { nameResolverAbi } from "../../generated/abis.ts";

/** What a name can be made to say. Fields that are absent stay as they are. */
export type NameRecords = {
  /** Where the name points on EVM chains (coin type 60); null: nowhere. */
  address?: Address | null | undefined;
  /** Addresses by coin type (ENSIP-9, ENSIP-11), in that chain's own bytes; null takes one away. */
  addresses?: Readonly<Record<number, Hex | null>> | undefined;
  /** Texts by key (ENSIP-5), such as `url`, `avatar`, `description`; null takes one away. */
  texts?: Readonly<Record<string, string | null>> | undefined;
  /** ENSIP-7; null takes it away. */
  contenthash?: Hex | null | undefined;
  /** Whether the name answers for unregistered names below it (ENSIP-10). */
  wildcard?: boolean | undefined;
};

const NOWHERE = "0x0000000000000000000000000000000000000000";

/** The resolver's calls that write the records. Throws INVALID_RECORD. */
export function recordCalls(node: Hex, records: NameRecords): Hex[] {
  const { address, addresses = {}, texts = {}, contenthash, wildcard } = records;
  const calls: Hex[] = [];
  if (address !== undefined) {
    if (address !== null && !isAddress(address)) throw invalid("address", address);
    calls.push(write("setAddr", [node, address ?? NOWHERE]));
  }
  for (const [coinType, value] of Object.entries(addresses)) {
    calls.push(write("setAddr", [node, BigInt(coinType), bytesOf(`address ${coinType}`, value)]));
  }
  for (const [key, value] of Object.entries(texts)) {
    calls.push(write("setText", [node, key, value ?? ""]));
  }
  if (contenthash !== undefined) {
    calls.push(write("setContenthash", [node, bytesOf("contenthash", contenthash)]));
  }
  if (wildcard !== undefined) calls.push(write("setWildcard", [node, wildcard]));
  return calls;
}

function write(functionName: string, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: nameResolverAbi, functionName, args } as Parameters<
    typeof encodeFunctionData
  >[0]);
}

function bytesOf(what: string, value: Hex | null): Hex {
  if (value === null) return "0x";
  if (!isHex(value) || value.length % 2 === 1) throw invalid(what, value);
  return value;
}

function invalid(what: string, value: string): SendingError {
  return new SendingError("The record has a value that it cannot have.", {
    code: "INVALID_RECORD",
    details: `${what}: ${value}`,
  });
}
