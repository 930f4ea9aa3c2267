import type { NetworkView } from "@sendingnetwork/sdk/network";
import { type Address, concat, type Hex, keccak256, numberToHex } from "viem";

/**
 * Attestation round at a time: they count from the end of the bill window, one every attest window,
 * through all stages of an epoch.
 */
export function roundAt(
  view: Pick<NetworkView, "clock" | "deployment">,
  epoch: number,
  time: number,
): number {
  const since = time - view.clock.windows(epoch).billsEnd;
  return Math.max(0, Math.floor(since / view.deployment.schedule.attestWindow));
}

/** Number of the Guardian, out of `count`, that proposes in a round: drawn by the epoch's seed. */
export function proposerNumber(seed: Hex, round: number, count: number): number {
  const drawn = keccak256(concat([seed, numberToHex(round, { size: 4 })]));
  return Number(BigInt(drawn) % BigInt(count));
}

/** The Guardian that proposes in a round of an epoch; undefined while that cannot be told. */
export function proposerOf(
  view: Pick<NetworkView, "nodes" | "seedNow">,
  epoch: number,
  round: number,
): Address | undefined {
  const guardians = view.nodes("guardian", epoch);
  const seed = view.seedNow(epoch);
  if (seed === undefined || guardians.length === 0) return undefined;
  return guardians[proposerNumber(seed, round, guardians.length)]?.operator;
}

/**
 * Place of a Guardian in the order in which they try work that needs only one of them; the order
 * turns by one each epoch. Guardians that do not count yet take part, so that the first epochs get
 * their seeds.
 */
export function turnOf(
  view: Pick<NetworkView, "nodes" | "deployment">,
  operator: Address,
  epoch: number,
): number {
  const soon = epoch + view.deployment.schedule.guardianDelayEpochs + 1;
  const guardians = view.nodes("guardian", soon);
  const index = guardians.findIndex((guardian) => guardian.operator === operator.toLowerCase());
  if (index < 0) return guardians.length;
  return (index + epoch) % guardians.length;
}
