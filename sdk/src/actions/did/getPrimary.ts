import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { type Did, formatDid } from "./formatDid.ts";
import { checkAddress } from "./words.ts";

/** The DID that a wallet answers by, one of its live links; `null` when there is none. */
export async function getPrimary(
  client: SendingContext,
  { wallet }: { wallet: Address },
): Promise<Did | null> {
  const args = [checkAddress(wallet, "wallet")] as const;
  const id = await readContract(client, "didRegistry", "primaryOf", args);
  return id === 0n ? null : formatDid(client.deployment.chainId, id);
}
