import type { Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

const STAGES = ["none", "bills", "inputs", "reported", "final"] as const;
export type SettlementStage = (typeof STAGES)[number];

export type GetSettlementStateReturnType = {
  /** The first epoch that can be settled. */
  nextEpoch: number;
  /** How far that epoch, or `epoch` where one was given, has come. */
  stage: SettlementStage;
  /** Zero hash before the first report. */
  lastReportHash: Hex;
  /** What claims are proven against. Totals in wei. */
  final: {
    epoch: number;
    creditsRoot: Hex;
    debitsRoot: Hex;
    credits: bigint;
    debits: bigint;
  };
};

/** How far settlement has come. */
export async function getSettlementState(
  client: SendingContext,
  { epoch }: { epoch?: number | undefined } = {},
): Promise<GetSettlementStateReturnType> {
  const [next, lastReportHash, finalState] = await Promise.all([
    readContract(client, "epochSettlement", "nextEpoch", []),
    readContract(client, "epochSettlement", "lastReportHash", []),
    readContract(client, "epochSettlement", "finalState", []),
  ]);
  const asked = epoch === undefined ? next : BigInt(epoch);
  const stage = await readContract(client, "epochSettlement", "stageOf", [asked]);
  const [finalEpoch, creditsRoot, debitsRoot, credits, debits] = finalState;
  return {
    nextEpoch: Number(next),
    stage: STAGES[stage] ?? "none",
    lastReportHash,
    final: { epoch: Number(finalEpoch), creditsRoot, debitsRoot, credits, debits },
  };
}
