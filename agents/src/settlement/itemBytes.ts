import { decode, encode } from "cborg";
import * as v from "valibot";
import { billFields, reportFields } from "./itemFields.ts";
import { bill, report } from "./itemSchemas.ts";
import type { BillItem, ReportItem } from "./types.ts";

/** A bill by itself, encoded as in a data set. */
export function encodeBillItem(item: BillItem): Uint8Array {
  return encode(billFields(item));
}

export function decodeBillItem(bytes: Uint8Array): BillItem {
  return v.parse(bill, decode(bytes));
}

/** A report by itself, encoded as in a data set. */
export function encodeReportItem(item: ReportItem): Uint8Array {
  return encode(reportFields(item));
}

export function decodeReportItem(bytes: Uint8Array): ReportItem {
  return v.parse(report, decode(bytes));
}
