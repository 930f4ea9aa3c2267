import type { GroupCommit } from "../../database/index.ts";
import type { MailboxStore } from "../../mailbox/index.ts";
import type { Node } from "../../node/index.ts";
import type { Metrics } from "../../observe/index.ts";
import type { Followers, RelayCounters } from "../../protocols/relay/index.ts";

export type EdgeCounters = RelayCounters & {
  replicated(bytes: number): void;
  swept(messages: number): void;
  billed(): void;
};

/** The metrics of an Edge, named sdn_edge_*; agents/README.md lists them. */
export function createEdgeMetrics(
  metrics: Metrics,
  parts: { node: Node; store: MailboxStore; followers: Followers; commit: GroupCommit },
): EdgeCounters {
  const { node, store, followers, commit } = parts;
  const carried = metrics.counter("carried_bytes_total", "Payload bytes by way.", ["way"]);
  const messages = metrics.counter("messages_total", "Messages by way.", ["way"]);
  const vouchers = metrics.counter("vouchers_total", "Vouchers taken.");
  const receipts = metrics.counter("bill_receipts_total", "Guardians' receipts for bills.");
  metrics.gauge("connections", "Open connections.", () => node.getConnections().length);
  metrics.gauge("followed_mailboxes", "Readers waiting for messages.", () => followers.count);
  metrics.gauge("stored_bytes", "Bytes kept, overhead included.", () => store.totalBytes);
  metrics.gauge("commits", "Transactions since the start.", () => commit.commits);
  const count = (way: string) => {
    const byte = carried.labels(way);
    const message = messages.labels(way);
    return (bytes: number) => {
      byte.inc(bytes);
      message.inc();
    };
  };
  const fetched = messages.labels("fetched");
  const expired = messages.labels("expired");
  return {
    deposited: count("deposited"),
    passed: count("passed"),
    replicated: count("replicated"),
    fetched: (number) => fetched.inc(number),
    swept: (number) => expired.inc(number),
    paid: () => vouchers.inc(),
    billed: () => receipts.inc(),
  };
}
