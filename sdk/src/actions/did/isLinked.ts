import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

/** Whether a wallet is linked to a DID under the DID's current nonce. */
export async function isLinked(
  client: SendingContext,
  { did, wallet }: { did: string; wallet: Address },
): Promise<boolean> {
  return readContract(client, "didRegistry", "isLinked", [tokenIdOf(client, did), wallet]);
}
