import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GetSettlementBoundsReturnType = {
  /** Most that may be minted for the epoch, in wei. */
  edges: bigint;
  guardians: bigint;
  watchdogs: bigint;
  /** Most of the escrow that the epoch whose bills were recorded last may debit, in basis points. */
  debitBoundBps: number;
  /** Most that one share of a WatchDog's report earns in that epoch, in wei. */
  shareBound: bigint;
};

/** What an epoch's report may not exceed. */
export async function getSettlementBounds(
  client: SendingContext,
  { epoch }: { epoch: number },
): Promise<GetSettlementBoundsReturnType> {
  const [[edges, guardians, watchdogs], [debitBound, shareBound]] = await Promise.all([
    readContract(client, "epochSettlement", "scheduleOf", [BigInt(epoch)]),
    readContract(client, "epochSettlement", "bounds", []),
  ]);
  return { edges, guardians, watchdogs, debitBoundBps: Number(debitBound), shareBound };
}
