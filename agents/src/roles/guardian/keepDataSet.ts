import { computeSettlement, heldInputs } from "./computeSettlement.ts";
import type { GuardianServices } from "./services.ts";

/** Reports looked back at: those that may still wait for their dispute window, and one more. */
const LOOK_BACK = 5;

/**
 * Sees to it that the data set of every recent report is on disk: computed from the items where they
 * are held, else fetched from another Guardian.
 */
export async function keepDataSet(services: GuardianServices): Promise<void> {
  const { view, store, dataSets, log, signal } = services;
  const next = view.nextEpoch();
  for (let epoch = Math.max(0, next - LOOK_BACK); epoch < next; epoch++) {
    const { reported } = view.settlement(epoch);
    if (reported === undefined) continue;
    const hash = reported.report.dataHash;
    if (store.dataSet(hash) !== undefined) continue;
    if (heldInputs(services, epoch) !== undefined) {
      const { report, bytes } = await computeSettlement(services, epoch, reported.report.round);
      if (report.dataHash === hash) {
        store.addDataSet(hash, epoch, bytes);
        continue;
      }
      // A quorum agreed on something that the items here do not lead to.
      log.error({ epoch, reported: hash, computed: report.dataHash }, "the report is not ours");
    }
    await dataSets.get(hash, signal);
  }
}
