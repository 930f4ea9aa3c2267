import { claimCredit, getClaimed, type SendingContext } from "@sendingnetwork/sdk/actions";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import type { Address } from "viem";
import type { Logger, Metrics } from "../observe/index.ts";
import type { DataSets } from "../protocols/epochs/index.ts";
import { creditClaim } from "../settlement/index.ts";
import { followFinal, lastFinal } from "./followFinal.ts";

export type ClaimCreditsOptions = {
  view: NetworkView;
  sending: SendingContext;
  dataSets: DataSets;
  account: Address;
  /** Epochs between two claims; 0: never. */
  every: number;
  log: Logger;
  metrics: Metrics;
  signal: AbortSignal;
};

/**
 * Claims what an Edge or Guardian has earned whenever an epoch becomes final, at most once in
 * `every` epochs. Nothing is lost by a claim left out: the next one is for everything since.
 */
export function claimCredits(options: ClaimCreditsOptions): void {
  const { view, sending, dataSets, account, every, log, metrics, signal } = options;
  if (every === 0) return;
  const paid = metrics.counter("claimed_send_total", "SEND claimed.");
  let claimedAt = Number.NEGATIVE_INFINITY;
  followFinal({ view, log, signal }, async () => {
    const last = lastFinal(view);
    if (last === undefined || last.epoch < claimedAt + every) return;
    const data = await dataSets.get(last.dataHash, signal);
    const claim = creditClaim(data, account);
    if (claim === undefined) return;
    if (claim.cumulative <= (await getClaimed(sending, { account }))) return;
    const { cumulative, proof } = claim;
    const second = Number(claim.second);
    const options = { beneficiary: account, cumulative, second, proof, signal };
    const { amount, receipt } = await claimCredit(sending, options);
    claimedAt = last.epoch;
    paid.inc(Number(amount) / 1e18);
    const transaction = receipt.transactionHash;
    log.info({ account, amount: String(amount), epoch: last.epoch, transaction }, "claimed");
  });
}
