import { finalize, voidEpochs } from "@sendingnetwork/sdk/actions";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import { STAGGER_SECONDS, VOID_AFTER_EPOCHS } from "./constants.ts";
import { turnOf } from "./rounds.ts";
import { type GuardianServices, nextToSettle } from "./services.ts";

/** Reports wait for their dispute window one behind the other; the contract keeps at most four. */
const MOST_WAITING = 4;

/** When the oldest report that is not final becomes so; undefined without one. */
export function finalDueAt(
  view: Pick<NetworkView, "settlement" | "nextEpoch">,
): number | undefined {
  let due: number | undefined;
  let seen = 0;
  for (let epoch = view.nextEpoch() - 1; epoch >= 0 && seen < MOST_WAITING; epoch--) {
    const { reported, finalized } = view.settlement(epoch);
    if (finalized !== undefined) break;
    if (reported === undefined) continue;
    due = Number(reported.finalAt);
    seen++;
  }
  return due;
}

/** Makes reports final once their dispute window has passed. */
export async function finalizeDue(services: GuardianServices): Promise<void> {
  const { view, sending, operator, log, signal } = services;
  const due = finalDueAt(view);
  const patience = turnOf(view, operator, view.currentEpoch()) * STAGGER_SECONDS;
  if (due === undefined || view.now() < due + patience) return;
  const { epoch, emission, burned, receipt } = await finalize(sending, { signal });
  const transaction = receipt.transactionHash;
  log.info({ epoch, emission: String(emission), burned: String(burned), transaction }, "final");
  await view.waitFor(() => view.head().number >= receipt.blockNumber, signal);
}

/** Epochs from the next one on that may be voided and about which this Guardian holds nothing. */
export function voidable({ view, store }: Pick<GuardianServices, "view" | "store">): number {
  const next = nextToSettle(view);
  let count = 0;
  for (;;) {
    const epoch = next + count;
    const isOpen = view.now() >= view.clock.startOf(epoch + 1 + VOID_AFTER_EPOCHS);
    const isStarted = view.settlement(epoch).bills !== undefined;
    const holds = store.itemHashes(epoch, "bill").length + store.itemHashes(epoch, "report").length;
    if (!isOpen || isStarted || holds > 0) return count;
    count++;
  }
}

/** Gives up on epochs that are long past and empty, as after a long standstill of the chain. */
export async function voidOld(services: GuardianServices): Promise<void> {
  const { view, sending, operator, log, signal } = services;
  const count = voidable(services);
  if (count === 0 || turnOf(view, operator, view.currentEpoch()) !== 0) return;
  const skipped = nextToSettle(view) - view.nextEpoch();
  const { receipt } = await voidEpochs(sending, { count: count + skipped, signal });
  log.info(
    { epoch: nextToSettle(view), epochs: count, transaction: receipt.transactionHash },
    "voided epochs that nobody attested",
  );
  await view.waitFor(() => view.head().number >= receipt.blockNumber, signal);
}
