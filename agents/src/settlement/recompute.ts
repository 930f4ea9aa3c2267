import type { SigningContext } from "@sendingnetwork/sdk/typed-data";
import { settleEpoch } from "./settleEpoch.ts";
import type { Checkpoints, DataSet, Settlement, SettlementState } from "./types.ts";

/**
 * Settles the epoch of a published data set anew, from its items, what the chain says and the state
 * of the data set before. The data set is right iff the result has its hash.
 * @param round Attestation round of the report that is checked.
 */
export function recompute(
  data: Pick<DataSet, "epoch" | "bills" | "reports">,
  given: {
    context: SigningContext;
    checkpoints: Checkpoints;
    previous: SettlementState;
    round: number;
  },
): Settlement {
  const { epoch, bills, reports } = data;
  return settleEpoch({ ...given, epoch, bills, reports });
}
