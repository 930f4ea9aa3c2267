import { claimWatchdog } from "@sendingnetwork/sdk/actions";
import { ContractError } from "@sendingnetwork/sdk/errors";
import type { Counter } from "prom-client";
import { watchdogClaim } from "../../settlement/index.ts";
import type { WatchdogServices } from "./services.ts";

/** Claims for every payout address whose epoch is final; addresses that earned nothing are done. */
export async function claimPayouts(services: WatchdogServices, paid: Counter): Promise<void> {
  const { view, store, dataSets, sending, log, signal } = services;
  for (const epoch of store.unclaimedEpochs()) {
    const { reported, finalized, voided } = view.settlement(epoch);
    if (voided !== undefined) for (const payout of store.unclaimed(epoch)) store.setClaimed(payout);
    if (reported === undefined || finalized === undefined) continue;
    const data = await dataSets.get(reported.report.dataHash, signal);
    for (const payout of store.unclaimed(epoch)) {
      const claim = watchdogClaim(data, payout);
      if (claim !== undefined) {
        const { amount, proof } = claim;
        const second = Number(claim.second);
        try {
          const parameters = { epoch, beneficiary: payout, amount, second, proof, signal };
          const { receipt } = await claimWatchdog(sending, parameters);
          paid.inc(Number(amount) / 1e18);
          const transaction = receipt.transactionHash;
          log.info({ account: payout, amount: String(amount), epoch, transaction }, "claimed");
        } catch (error) {
          const isDone = error instanceof ContractError && error.errorName === "AlreadyClaimed";
          if (!isDone) throw error;
        }
      }
      store.setClaimed(payout);
    }
  }
}
