import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Hex } from "viem";
import type { AgentContext, Stop } from "../../agent.ts";
import { followFinal, lastFinal } from "../../claims/index.ts";
import { updateKeys } from "../../keys/index.ts";
import { DataSets } from "../../protocols/epochs/index.ts";
import { claimPayouts } from "./claimPayouts.ts";
import { KEEP_EPOCHS } from "./constants.ts";
import { registerIdentities } from "./registerIdentities.ts";
import type { Licensed, WatchdogServices } from "./services.ts";
import { WatchdogStore } from "./WatchdogStore.ts";
import { watchEpoch } from "./watchEpoch.ts";

/** Runs a WatchDog: tests the Edges that its licences draw, as an ordinary client, and reports. */
export async function serveWatchdog(context: AgentContext): Promise<Stop> {
  const { config, keys, operator, view, node, log, metrics, health, signal } = context;
  if (operator === undefined) {
    throw new SendingError("A WatchDog needs the account that holds its licence.", {
      code: "CONFIG_OPERATOR_KEY",
      hint: "Put operatorKey into keys.json in the data folder.",
    });
  }
  const secret = keys.semaphoreKey ?? newSecret(config.data);
  const store = new WatchdogStore(join(config.data, "watchdog.sqlite"));
  const dataSets = new DataSets({ node, view });
  const services: WatchdogServices = { ...context, holder: operator, store, dataSets };

  const reports = metrics.counter("epochs_total", "Epochs by outcome.", ["outcome"]);
  const paid = metrics.counter("claimed_send_total", "SEND claimed.");
  const running = new Set<Promise<void>>();
  let licensed: Licensed[] = [];
  let watched = -1;

  const watch = (epoch: number) => {
    for (const entry of licensed) {
      const done = watchEpoch(services, entry, epoch)
        .then((outcome) => reports.inc({ outcome }))
        .catch((error: unknown) => {
          if (!signal.aborted) log.warn({ error, epoch }, "could not watch an epoch");
        })
        .finally(() => running.delete(done));
      running.add(done);
    }
  };
  const refresh = async () => {
    try {
      licensed = await registerIdentities(services, secret);
      if (licensed.length === 0) log.warn({ holder: operator }, "holds no WatchDog licence");
    } catch (error) {
      if (!signal.aborted) log.warn({ error }, "could not register; trying again next epoch");
    }
  };
  const onHead = async () => {
    const epoch = view.currentEpoch();
    if (epoch <= watched) return;
    const isFirst = watched < 0;
    watched = epoch;
    await refresh();
    // What an earlier process left unfinished: the last epoch's report may still be handed in.
    if (isFirst && epoch > 0) watch(epoch - 1);
    watch(epoch);
    store.dropBefore(epoch - KEEP_EPOCHS);
  };

  health.tell("licenses", () => licensed.map(({ license }) => `${license}`));
  await onHead();
  const off = view.on("head", () => void onHead());
  let claimedAt = Number.NEGATIVE_INFINITY;
  if (config.claim > 0) {
    followFinal({ view, log, signal }, async () => {
      const epoch = lastFinal(view)?.epoch ?? -1;
      if (epoch < claimedAt + config.claim) return;
      await claimPayouts(services, paid);
      claimedAt = epoch;
    });
  }
  return async () => {
    off();
    await Promise.allSettled(running);
    store.close();
  };
}

function newSecret(folder: string): Hex {
  const semaphoreKey: Hex = `0x${randomBytes(32).toString("hex")}`;
  updateKeys(folder, { semaphoreKey });
  return semaphoreKey;
}
