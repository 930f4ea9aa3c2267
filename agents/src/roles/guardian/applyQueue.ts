import { applyIdentities, getIdentityQueue } from "@sendingnetwork/sdk/actions";
import { removalPaths } from "../../semaphore/removalPaths.ts";
import { STAGGER_SECONDS } from "./constants.ts";
import { turnOf } from "./rounds.ts";
import type { GuardianServices } from "./services.ts";

/** Most changes in one transaction. */
const BATCH = 64;

/** Remembers since when the queue waits, so that Guardians take turns. */
export type QueueWatch = { since: number | undefined };

/**
 * Applies queued changes of the WatchDogs' identity set. It is done as soon as they are there: what
 * is applied before the freeze counts from the next epoch on.
 */
export async function applyQueue(services: GuardianServices, watch: QueueWatch): Promise<void> {
  const { view, sending, operator, log, signal } = services;
  const { removals, additions } = await getIdentityQueue(sending);
  if (removals.length + additions === 0) {
    watch.since = undefined;
    return;
  }
  watch.since ??= view.now();
  const epoch = view.currentEpoch();
  if (view.now() < watch.since + turnOf(view, operator, epoch) * STAGGER_SECONDS) return;
  const leaving = removals.slice(0, BATCH);
  const siblings = leaving.length === 0 ? [] : await removalPaths(view.licenceLeaves(), leaving);
  const { added, removed, receipt } = await applyIdentities(sending, {
    limit: BATCH,
    siblings,
    signal,
  });
  const transaction = receipt.transactionHash;
  log.info(
    { epoch, added: added.length, removed: removed.length, transaction },
    "applied identities",
  );
  watch.since = undefined;
  await view.waitFor(() => view.head().number >= receipt.blockNumber, signal);
}
