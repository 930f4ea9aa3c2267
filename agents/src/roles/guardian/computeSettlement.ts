import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Hex, zeroHash } from "viem";
import {
  type BillItem,
  EMPTY_STATE,
  type ReportItem,
  type Settlement,
  settleEpoch,
} from "../../settlement/index.ts";
import { readCheckpoints, reportBefore } from "./readCheckpoints.ts";
import type { GuardianServices } from "./services.ts";

/** Items of a recorded input set, as this Guardian holds them; undefined when one is missing. */
export function heldInputs(
  { view, store }: Pick<GuardianServices, "view" | "store">,
  epoch: number,
): { bills: BillItem[]; reports: ReportItem[]; hashes: Hex[] } | undefined {
  const { inputs } = view.settlement(epoch);
  if (inputs === undefined) return undefined;
  const billHashes = store.set(epoch, "bill", inputs.billsRoot);
  const reportHashes = store.set(epoch, "report", inputs.reportsRoot);
  if (billHashes === undefined || reportHashes === undefined) return undefined;
  const hashes = [...billHashes, ...reportHashes];
  const items = hashes.flatMap((hash) => store.item(hash) ?? []);
  if (items.length !== hashes.length) return undefined;
  return {
    bills: items.flatMap((entry) => (entry.kind === "bill" ? [entry.item] : [])),
    reports: items.flatMap((entry) => (entry.kind === "report" ? [entry.item] : [])),
    hashes,
  };
}

/**
 * Computes the report of an epoch from what is recorded on chain and held here; fetches the data set
 * before when it is not here.
 * @throws SendingError INPUTS_MISSING, DATA_SET_MISSING
 */
export async function computeSettlement(
  services: GuardianServices,
  epoch: number,
  round: number,
): Promise<Settlement & { hashes: Hex[] }> {
  const { view, deployment, dataSets, signal } = services;
  const held = heldInputs(services, epoch);
  if (held === undefined) {
    throw new SendingError("Items of the epoch's inputs are not held here.", {
      code: "INPUTS_MISSING",
      details: `epoch ${epoch}`,
    });
  }
  const { dataHash } = reportBefore(view, epoch);
  const previous =
    dataHash === zeroHash ? EMPTY_STATE : (await dataSets.get(dataHash, signal)).state;
  const checkpoints = await readCheckpoints(services, epoch, held.bills);
  const { bills, reports, hashes } = held;
  const input = { context: deployment, epoch, round, bills, reports, checkpoints, previous };
  return { ...settleEpoch(input), hashes };
}
