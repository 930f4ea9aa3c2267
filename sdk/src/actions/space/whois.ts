import { type Address, zeroAddress } from "viem";
import { formatUnicast, parseUnicast } from "../../addresses/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { textOf } from "./segments.ts";

export type WhoisReturnType = {
  unicast: string;
  /** The longest live segment around the address; null when it lies in none. */
  segment: string | null;
  /** The segment's tenant, else its holder. */
  operator: Address | null;
  /** Second at which the segment ends. */
  expiry: number | null;
  /** Wallet at the address. */
  wallet: Address | null;
};

/** Who operates a unicast address (longest prefix match), and which wallet is there. Throws INVALID_ADDRESS. */
export async function whois(
  client: SendingContext,
  parameters: { unicast: string },
): Promise<WhoisReturnType> {
  const unicast = parseUnicast(parameters.unicast);
  const [found, wallet] = await Promise.all([
    readContract(client, "subnetLicense", "find", [unicast]),
    readContract(client, "addressBook", "walletAt", [unicast]),
  ]);
  const known = found.segment !== 0n;
  return {
    unicast: formatUnicast(unicast),
    segment: known ? textOf(found.segment) : null,
    operator: known ? found.operator : null,
    expiry: known ? Number(found.expiry) : null,
    wallet: wallet === zeroAddress ? null : wallet,
  };
}
