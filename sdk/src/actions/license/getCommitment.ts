import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** Commitment of the identity that a licence stands for, queued or in the set; 0 without one. */
export function getCommitment(
  client: SendingContext,
  { license }: { license: bigint },
): Promise<bigint> {
  return readContract(client, "watchDogLicense", "commitmentOf", [license]);
}
