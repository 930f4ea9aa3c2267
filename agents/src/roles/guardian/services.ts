import type { NetworkView } from "@sendingnetwork/sdk/network";
import type { Address } from "viem";
import type { NodeContext } from "../../agent.ts";
import type { DataSets } from "../../protocols/epochs/index.ts";
import type { Signer } from "../../signing/index.ts";
import type { GuardianStore } from "./GuardianStore.ts";

/** What the parts of a Guardian share. */
export type GuardianServices = Pick<
  NodeContext,
  "deployment" | "chain" | "sending" | "node" | "log" | "metrics" | "signal"
> & {
  view: NetworkView;
  /** Lower case. */
  operator: Address;
  signer: Signer;
  store: GuardianStore;
  dataSets: DataSets;
  /** drand HTTP endpoint. */
  beacon: string;
};

/**
 * The epoch that is settled next, as EpochSettlement.nextEpoch says: past epochs without Guardians
 * are passed over.
 */
export function nextToSettle(view: NetworkView): number {
  let epoch = view.nextEpoch();
  while (epoch < view.currentEpoch() && view.nodes("guardian", epoch).length === 0) epoch++;
  return epoch;
}
