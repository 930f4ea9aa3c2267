import { proveRound } from "@sendingnetwork/sdk/actions";
import { ContractError } from "@sendingnetwork/sdk/errors";
import { beaconRoundAt, type NetworkView } from "@sendingnetwork/sdk/network";
import { STAGGER_SECONDS } from "./constants.ts";
import { fetchRound } from "./fetchRound.ts";
import { turnOf } from "./rounds.ts";
import { type GuardianServices, nextToSettle } from "./services.ts";

/** Time of a beacon round in Unix seconds. */
function timeOf({ genesis, period }: { genesis: number; period: number }, round: number): number {
  return genesis + (round - 1) * period;
}

/**
 * Beacon rounds that the network needs and nobody has proven: the seeds of this epoch, of the one to
 * settle and of those that place Edges, and the rounds that sample bills.
 */
export function missingRounds(view: NetworkView): number[] {
  const { beacon } = view.deployment;
  const current = view.currentEpoch();
  const unplaced = view
    .nodes("edge", current)
    .filter(({ operator }) => view.slot(operator) === undefined)
    .map(({ activeFrom }) => activeFrom);
  const next = nextToSettle(view);
  const seeds = [current, next, ...unplaced].filter((epoch) => epoch <= current);
  const rounds = new Set(seeds.map((epoch) => beaconRoundAt(beacon, view.clock.startOf(epoch))));
  for (const epoch of [next - 1, next]) {
    const sampled = view.settlement(epoch).bills?.sampleRound;
    if (sampled !== undefined) rounds.add(Number(sampled));
  }
  return [...rounds]
    .filter((round) => view.randomness(round) === undefined && timeOf(beacon, round) <= view.now())
    .sort((a, b) => a - b);
}

/** Proves missing rounds when it is this Guardian's turn, so that usually one of them pays. */
export async function proveSeeds(services: GuardianServices): Promise<void> {
  const { view, sending, operator, beacon, deployment, log, signal } = services;
  const epoch = view.currentEpoch();
  const patience = turnOf(view, operator, epoch) * STAGGER_SECONDS;
  for (const round of missingRounds(view)) {
    if (view.now() < timeOf(deployment.beacon, round) + patience) continue;
    const signature = await fetchRound(beacon, round, signal);
    try {
      const { receipt } = await proveRound(sending, { round, signature, signal });
      log.info({ epoch, round, transaction: receipt.transactionHash }, "proved a beacon round");
      await view.waitFor(() => view.randomness(round), signal);
    } catch (error) {
      // Another Guardian was faster.
      if (!(error instanceof ContractError && error.errorName === "RoundAlreadyProven"))
        throw error;
    }
  }
}
