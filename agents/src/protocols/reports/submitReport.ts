import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { wire } from "@sendingnetwork/sdk/wire";
import type { Node } from "../../node/index.ts";
import type { ReportItem } from "../../settlement/index.ts";
import { encodeReport, type HandInOptions, handIn, type SignedReceipt } from "../items/index.ts";

/** Hands a report to one Guardian; see {@link handIn}. `node` should be a fresh one. */
export function submitReport(
  node: Node,
  guardian: NodeRecord,
  item: ReportItem,
  options: HandInOptions,
): Promise<SignedReceipt> {
  const message = {
    kind: "report",
    epoch: item.report.epoch,
    hash: digestOf(options.deployment, "Report", item.report),
    codec: wire.Report,
    message: encodeReport(item),
  } as const;
  return handIn(node, guardian, message, options);
}
