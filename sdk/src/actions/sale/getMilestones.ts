import { getBalance } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GetMilestonesReturnType = {
  milestones: { shareBps: number; notBefore: number; reached: boolean }[];
  /** What may be released of everything received, in basis points. */
  unlockedBps: number;
  /** Coins that the escrow holds, in wei, and what of them can be released now. */
  balance: bigint;
  releasable: bigint;
};

/** The milestones behind which the sale's proceeds wait. */
export async function getMilestones(client: SendingContext): Promise<GetMilestonesReturnType> {
  const address = client.deployment.contracts.milestoneEscrow;
  const [all, reached, unlocked, releasable, balance] = await Promise.all([
    readContract(client, "milestoneEscrow", "milestones", []),
    readContract(client, "milestoneEscrow", "reached", []),
    readContract(client, "milestoneEscrow", "unlockedBps", []),
    readContract(client, "milestoneEscrow", "releasable", []),
    getBalance(client, { address }).catch((error) => {
      throw toSendingError(error);
    }),
  ]);
  return {
    milestones: all.map((it, index) => ({ ...it, reached: index < Number(reached) })),
    unlockedBps: Number(unlocked),
    ...{ balance, releasable },
  };
}
