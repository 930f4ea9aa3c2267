import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GetSettlementBoundsReturnType = {
  /** Most that may be minted for the epoch, in wei. */
  edges: bigint;
  guardians: bigint;
  watchdogs: bigint;
  /** Most of the escrow that one epoch may debit, in basis points. */
  debitBoundBps: number;
  /** Most that one share of a WatchDog's report earns, in wei. */
  shareBound: bigint;
};

/** What an epoch's report may not exceed. */
export async function getSettlementBounds(
  client: SendingContext,
  { epoch }: { epoch: number },
): Promise<GetSettlementBoundsReturnType> {
  const [[edges, guardians, watchdogs], debitBoundBps, shareBound] = await Promise.all([
    readContract(client, "epochSettlement", "scheduleOf", [BigInt(epoch)]),
    readContract(client, "epochSettlement", "DEBIT_BOUND_BPS", []),
    readContract(client, "epochSettlement", "SHARE_BOUND", []),
  ]);
  return { edges, guardians, watchdogs, debitBoundBps, shareBound };
}
