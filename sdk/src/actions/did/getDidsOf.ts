import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { type Did, formatDid } from "./formatDid.ts";

/** The DIDs that a wallet is linked to, at most 32. */
export async function getDidsOf(
  client: SendingContext,
  { wallet }: { wallet: Address },
): Promise<Did[]> {
  const ids = await readContract(client, "didRegistry", "didsOf", [wallet]);
  return ids.map((id) => formatDid(client.deployment.chainId, id));
}
