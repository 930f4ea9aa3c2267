import { merkleRoot } from "@sendingnetwork/sdk/merkle";
import { digestOf, type SigningContext } from "@sendingnetwork/sdk/typed-data";
import { concat, type Hex, keccak256, stringToHex } from "viem";
import { sortedBy } from "./order.ts";
import type { BillItem, ReportItem } from "./types.ts";

/** Root of a report set without reports; zero stands for "not recorded yet". */
export const NO_REPORTS: Hex = keccak256(stringToHex("sdn-no-reports"));

/** EIP-712 digest of a bill: its item hash. */
export function billHash(context: SigningContext, { bill }: BillItem): Hex {
  return digestOf(context, "Bill", bill);
}

/** EIP-712 digest of a report: its item hash, and the message of its proof. */
export function reportHash(context: SigningContext, { report }: ReportItem): Hex {
  return digestOf(context, "Report", report);
}

/** Bills in the order of an input set: by Edge, then by digest. */
export function orderBills(context: SigningContext, items: Iterable<BillItem>): BillItem[] {
  return sortedBy(items, (item) => item.bill.edge + billHash(context, item));
}

/** Reports in the order of an input set: by nullifier, then by digest. */
export function orderReports(context: SigningContext, items: Iterable<ReportItem>): ReportItem[] {
  return sortedBy(items, (item) => nullifierKey(item) + reportHash(context, item));
}

/** A nullifier as text of one length. */
export function nullifierKey({ report }: ReportItem): string {
  return report.nullifier.toString(16).padStart(64, "0");
}

/** Root over ordered bill digests; zero without bills. */
export function billsRoot(digests: readonly Hex[]): Hex {
  return merkleRoot(digests.map(itemLeaf));
}

/** Root over ordered report digests; {@link NO_REPORTS} without reports. */
export function reportsRoot(digests: readonly Hex[]): Hex {
  return digests.length === 0 ? NO_REPORTS : merkleRoot(digests.map(itemLeaf));
}

function itemLeaf(digest: Hex): Hex {
  return keccak256(concat(["0x00", digest]));
}
