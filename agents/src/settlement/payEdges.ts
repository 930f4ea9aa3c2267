import type { Address } from "viem";
import type { EdgeScore } from "../scoring/index.ts";
import { min, sum } from "./amounts.ts";
import { BPS, DAY, MAX_YIELD_BPS, PROTOCOL_FEE_BPS, REBATE_BPS, STAKE_CAP } from "./constants.ts";
import { splitProRata } from "./splitProRata.ts";
import type { Checkpoints, EdgeRow } from "./types.ts";

/** An Edge's weight in the base emission: its capped stake times its availability, in wei. */
export function edgeWeight(stake: bigint, scoreBps: number): bigint {
  return (min(stake, STAKE_CAP) * BigInt(scoreBps)) / BPS;
}

/** Most that a total weight may earn in one epoch, in wei: 0.1 % a day, pro rata to its length. */
export function yieldBound(totalWeight: bigint, epochLength: number): bigint {
  return (totalWeight * MAX_YIELD_BPS * BigInt(epochLength)) / (BPS * DAY);
}

/**
 * What an Edge earns of the fees it collected, in wei: all but the protocol's tenth, and of that
 * tenth nine tenths times its availability back. Each step is floored.
 */
export function feeShare(collected: bigint, scoreBps: number): bigint {
  const kept = (collected * (BPS - PROTOCOL_FEE_BPS)) / BPS;
  const rebate = (collected * PROTOCOL_FEE_BPS * REBATE_BPS * BigInt(scoreBps)) / BPS ** 3n;
  return kept + rebate;
}

/** Pays the Edges of an epoch: fees, and their parts of the base emission. Rows in the order given. */
export function payEdges(
  { edges, epochLength, schedule }: Pick<Checkpoints, "edges" | "epochLength" | "schedule">,
  scores: ReadonlyMap<Address, EdgeScore>,
  collectedBy: ReadonlyMap<Address, bigint>,
): EdgeRow[] {
  const weights = edges.map(({ edge, stake }) =>
    edgeWeight(stake, scores.get(edge)?.scoreBps ?? 0),
  );
  const emission = min(schedule.edges, yieldBound(sum(weights), epochLength));
  const bases = splitProRata(emission, weights);
  return edges.map(({ edge }, i) => {
    const { ok = 0, n = 0, down = false, jailed = false, scoreBps = 0 } = scores.get(edge) ?? {};
    const collected = collectedBy.get(edge) ?? 0n;
    return {
      edge,
      collected,
      ok,
      n,
      down,
      jailed,
      scoreBps,
      weight: weights[i] ?? 0n,
      fees: feeShare(collected, scoreBps),
      base: bases[i] ?? 0n,
    };
  });
}
