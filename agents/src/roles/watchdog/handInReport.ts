import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { createClientNode } from "@sendingnetwork/sdk/node";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import { submitReport } from "../../protocols/reports/index.ts";
import type { ReportItem } from "../../settlement/index.ts";
import { HAND_IN_TIMEOUT_MS } from "./constants.ts";
import type { WatchdogServices } from "./services.ts";

/**
 * Hands a report to every Guardian of its epoch, each over a connection of its own from a fresh peer
 * id, until all acknowledged it or the epoch's inputs are on chain.
 * @returns Number of Guardians that acknowledged.
 */
export async function handInReport(
  services: WatchdogServices,
  license: bigint,
  item: ReportItem,
): Promise<number> {
  const { view, store, signal } = services;
  const { epoch } = item.report;
  const isClosed = () => {
    const { inputs, voided } = view.settlement(epoch);
    return inputs !== undefined || voided !== undefined;
  };
  const end = view.clock.endOf(epoch);
  await view.waitFor(() => view.now() >= end, signal);
  for (;;) {
    const known = store.acknowledged(epoch, license);
    const missing = view.nodes("guardian", epoch).filter(({ operator }) => !known.has(operator));
    if (missing.length === 0 || isClosed()) return known.size;
    await Promise.all(missing.map((guardian) => handInOnce(services, license, item, guardian)));
    if (store.acknowledged(epoch, license).size === known.size + missing.length) continue;
    const { number } = view.head();
    await view.waitFor(() => view.head().number > number, signal);
  }
}

async function handInOnce(
  { store, deployment, log, signal }: WatchdogServices,
  license: bigint,
  item: ReportItem,
  guardian: NodeRecord,
): Promise<void> {
  const { epoch } = item.report;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(HAND_IN_TIMEOUT_MS)]);
  const node = await createClientNode();
  try {
    const receipt = await submitReport(node, guardian, item, { deployment, signal: limit });
    store.addReceipt(epoch, license, guardian.operator, receipt.signature);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    const isRefusal = error instanceof ProblemError && error.problem !== ProblemCode.UNAVAILABLE;
    log[isRefusal ? "warn" : "debug"](
      { epoch, guardian: guardian.operator, reason },
      "a Guardian did not take the report",
    );
  } finally {
    await node.stop();
  }
}
