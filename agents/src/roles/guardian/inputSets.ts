import { digestOf, type InputSet, type SigningContext } from "@sendingnetwork/sdk/typed-data";
import { type Hex, zeroHash } from "viem";
import type { Item, ItemKind } from "../../protocols/items/index.ts";
import {
  billHash,
  billsRoot,
  orderBills,
  orderReports,
  reportHash,
  reportsRoot,
} from "../../settlement/index.ts";

/** Which items a stage of the input set is about. */
export const kindOfStage = { bills: "bill", inputs: "report" } as const;

/** Hashes of items in the order of an input set, each once. */
export function orderedHashes(
  context: SigningContext,
  kind: ItemKind,
  items: readonly Item[],
): Hex[] {
  return [...new Set(hashesOf(context, kind, items))];
}

function hashesOf(context: SigningContext, kind: ItemKind, items: readonly Item[]): Hex[] {
  if (kind === "bill") {
    const bills = items.flatMap((entry) => (entry.kind === "bill" ? [entry.item] : []));
    return orderBills(context, bills).map((bill) => billHash(context, bill));
  }
  const reports = items.flatMap((entry) => (entry.kind === "report" ? [entry.item] : []));
  return orderReports(context, reports).map((report) => reportHash(context, report));
}

export function rootOf(kind: ItemKind, hashes: readonly Hex[]): Hex {
  return kind === "bill" ? billsRoot(hashes) : reportsRoot(hashes);
}

/** The input set that a stage signs, with its digest. `recorded` is the bills root on chain, if any. */
export function inputSetOf(
  context: SigningContext,
  given: { epoch: number; round: number; root: Hex; recorded: Hex | undefined },
): { inputs: InputSet; digest: Hex } {
  const { epoch, round, root, recorded } = given;
  const inputs: InputSet =
    recorded === undefined
      ? { epoch, round, billsRoot: root, reportsRoot: zeroHash }
      : { epoch, round, billsRoot: recorded, reportsRoot: root };
  return { inputs, digest: digestOf(context, "InputSet", inputs) };
}
