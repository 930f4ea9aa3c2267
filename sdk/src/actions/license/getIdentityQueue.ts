import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GetIdentityQueueReturnType = {
  /** Commitments that leave the set, in the order in which they do. */
  removals: readonly bigint[];
  /** Number of commitments that enter it. */
  additions: number;
};

/** Changes of the identity set that were not applied yet. */
export async function getIdentityQueue(
  client: SendingContext,
): Promise<GetIdentityQueueReturnType> {
  const [[, additions], removals] = await Promise.all([
    readContract(client, "watchDogLicense", "queued", []),
    readContract(client, "watchDogLicense", "pendingRemovals", []),
  ]);
  return { removals, additions: Number(additions) };
}
