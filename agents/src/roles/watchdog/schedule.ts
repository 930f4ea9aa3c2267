import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import { QUIET_PART } from "./constants.ts";

/**
 * A secret time, on the chain's clock in milliseconds, between now and the end of what is left for
 * tests in an epoch.
 */
export function secretTime(view: Pick<NetworkView, "now" | "clock">, epoch: number): number {
  const start = view.clock.startOf(epoch);
  const end = view.clock.endOf(epoch);
  const last = Math.floor((end - (end - start) * QUIET_PART) * 1_000);
  const now = view.now() * 1_000;
  return last <= now ? now : randomInt(now, last);
}

/** Resolves when the chain reached `time`, in milliseconds; blocks give whole seconds. */
export async function until(
  view: Pick<NetworkView, "now" | "waitFor">,
  time: number,
  signal: AbortSignal,
): Promise<void> {
  const second = Math.floor(time / 1_000);
  if (view.now() < second) await view.waitFor(() => view.now() >= second, signal);
  await sleep(time % 1_000, undefined, { signal });
}
