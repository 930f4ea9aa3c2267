import type { NetworkView } from "@sendingnetwork/sdk/network";
import type { Hex } from "viem";
import type { Logger } from "../observe/index.ts";

/** The last epoch that is final, and the hash of its data set; undefined before the first. */
export function lastFinal(
  view: Pick<NetworkView, "nextEpoch" | "settlement">,
): { epoch: number; dataHash: Hex } | undefined {
  for (let epoch = view.nextEpoch() - 1; epoch >= 0; epoch--) {
    const { finalized, reported } = view.settlement(epoch);
    if (finalized !== undefined && reported !== undefined) {
      return { epoch, dataHash: reported.report.dataHash };
    }
  }
  return undefined;
}

/**
 * Runs `work` now and each time an epoch becomes final, one run at a time. A run that fails is
 * repeated at the next.
 */
export function followFinal(
  { view, log, signal }: { view: NetworkView; log: Logger; signal: AbortSignal },
  work: () => Promise<void>,
): void {
  let running = false;
  let again = false;
  const run = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        if (!signal.aborted)
          log.warn({ error }, "could not claim; trying again with the next epoch");
      }
    } while (again && !signal.aborted);
    running = false;
  };
  const off = view.on("logs", (logs) => {
    if (logs.some(({ eventName }) => eventName === "EpochFinalized")) void run();
  });
  signal.addEventListener("abort", off, { once: true });
  void run();
}
