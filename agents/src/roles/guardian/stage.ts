import type { NetworkView } from "@sendingnetwork/sdk/network";
import type { Stage } from "../../protocols/attest/index.ts";

/** What the Guardians attest next about an epoch; undefined when nothing is due. */
export function stageOf(
  view: Pick<NetworkView, "settlement" | "clock" | "now">,
  epoch: number,
): Stage | undefined {
  const { bills, inputs, reported, voided } = view.settlement(epoch);
  if (reported !== undefined || voided !== undefined) return undefined;
  if (inputs !== undefined) return "report";
  const { billsEnd, reportsEnd } = view.clock.windows(epoch);
  if (bills !== undefined) return view.now() >= reportsEnd ? "inputs" : undefined;
  return view.now() >= billsEnd ? "bills" : undefined;
}
