import type { BillItem, ReportItem } from "../../settlement/index.ts";

/** What Guardians collect: 1 bills of Edges, 2 reports of WatchDogs. Numbers as signed and sent. */
export const ITEM_KINDS = { bill: 1, report: 2 } as const;

export type ItemKind = keyof typeof ITEM_KINDS;

export type Item =
  | { kind: "bill"; epoch: number; item: BillItem }
  | { kind: "report"; epoch: number; item: ReportItem };
