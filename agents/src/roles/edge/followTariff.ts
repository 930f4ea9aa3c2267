import type { NetworkView } from "@sendingnetwork/sdk/network";
import { formatEther } from "viem";
import type { Logger, Metrics } from "../../observe/index.ts";
import type { Tariff } from "../../payments/index.ts";

/**
 * Tells operators what governance makes of their tariff: two gauges, and a line whenever a decision
 * changes the price or the free quota. Returns what ends it.
 */
export function followTariff(options: {
  view: Pick<NetworkView, "on">;
  tariff: Tariff;
  log: Logger;
  metrics: Metrics;
}): () => void {
  const { view, tariff, log, metrics } = options;
  metrics.gauge("price_wei_per_mib", "Wei of SEND asked per MiB, within the governed bounds.", () =>
    Number(tariff.price),
  );
  metrics.gauge(
    "free_quota_bytes",
    "Bytes carried unpaid per peer and epoch.",
    () => tariff.freeBytes,
  );
  let { price, freeBytes } = tariff;
  return view.on("head", () => {
    if (tariff.price === price && tariff.freeBytes === freeBytes) return;
    ({ price, freeBytes } = tariff);
    log.info(
      { price: formatEther(price), freeBytes },
      "governance changed what the Edge asks and gives",
    );
  });
}
