import type { SendingContext } from "../calls/context.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventsOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";

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
export const applyIdentities = defineWrite(
  async (client, { limit, siblings = [] }: ApplyIdentitiesParameters) =>
    contractCall(client, {
      contract: "watchDogLicense",
      functionName: "applyQueue",
      args: [BigInt(limit ?? (await queueLength(client))), siblings],
    }),
  (client, receipt) => {
    const added = eventsOf(client, receipt, "watchDogLicense", "MemberAdded");
    const removed = eventsOf(client, receipt, "watchDogLicense", "MemberRemoved");
    return {
      added: added.map(({ commitment }) => commitment),
      removed: removed.map(({ commitment }) => commitment),
    };
  },
);

async function queueLength(client: SendingContext): Promise<bigint> {
  const [removals, additions] = await readContract(client, "watchDogLicense", "queued", []);
  return removals + additions;
}
