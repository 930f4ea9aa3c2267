import { answer, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import type { Node } from "../../node/index.ts";
import type { ReportItem } from "../../settlement/index.ts";
import type { Guard } from "../guard/index.ts";
import { decodeReport, encodeReceipt, type SignedReceipt } from "../items/index.ts";

export type ReportsOptions = {
  node: Node;
  guard: Guard;
  /** Checks and keeps a report; resolves when it is on disk. */
  take(report: ReportItem): Promise<SignedReceipt>;
};

/** Serves /sdn/reports/1: a report in, a receipt out. Nothing about the peer is kept. */
export async function serveReports({ node, guard, take }: ReportsOptions): Promise<void> {
  await node.handle(PROTOCOLS.reports, (stream, connection) =>
    answer(
      stream,
      { send: wire.ItemAnswer, receive: wire.Report },
      async (report) => ({ receipt: encodeReceipt(await take(decodeReport(report))) }),
      {
        refuse: (problem) => ({ problem }),
        onProblem: (error) => void guard.refuse("reports", error, connection),
      },
    ),
  );
}
