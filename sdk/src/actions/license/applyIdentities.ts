import type { SendingContext } from "../calls/context.ts";
import { eventsOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type ApplyIdentitiesParameters = WriteOptions & {
  /** Most changes to apply; everything queued by default. */
  limit?: number | undefined;
  /** LeanIMT path of each removal that is applied, in the queue's order. */
  siblings?: readonly (readonly bigint[])[] | undefined;
};
export type ApplyIdentitiesReturnType = Written & {
  /** Commitments that entered and left the set. */
  added: bigint[];
  removed: bigint[];
};

/** Applies queued identity changes, removals first; anybody may. Reverts: InvalidSiblings. */
export async function applyIdentities(
  client: SendingContext,
  parameters: ApplyIdentitiesParameters = {},
): Promise<ApplyIdentitiesReturnType> {
  const { siblings = [] } = parameters;
  const limit = parameters.limit ?? (await queueLength(client));
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "watchDogLicense",
    functionName: "applyQueue",
    args: [BigInt(limit), siblings],
  });
  const added = eventsOf(client, receipt, "watchDogLicense", "MemberAdded");
  const removed = eventsOf(client, receipt, "watchDogLicense", "MemberRemoved");
  return {
    added: added.map(({ commitment }) => commitment),
    removed: removed.map(({ commitment }) => commitment),
    receipt,
  };
}

async function queueLength(client: SendingContext): Promise<bigint> {
  const [removals, additions] = await readContract(client, "watchDogLicense", "queued", []);
  return removals + additions;
}
