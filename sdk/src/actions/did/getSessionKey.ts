import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";
import { checkAddress } from "./words.ts";

export type GetSessionKeyReturnType = { scope: number; expiry: number };

/** What a key may do for a DID now; `null` when nothing, or no longer. */
export async function getSessionKey(
  client: SendingContext,
  { did, key }: { did: string; key: Address },
): Promise<GetSessionKeyReturnType | null> {
  const args = [tokenIdOf(client, did), checkAddress(key, "session key")] as const;
  const { scope, expiry } = await readContract(client, "didRegistry", "sessionKeyOf", args);
  return scope === 0 ? null : { scope, expiry: Number(expiry) };
}
