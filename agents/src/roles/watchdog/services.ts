import type { Identity } from "@semaphore-protocol/core/identity";
import type { Address } from "viem";
import type { AgentContext } from "../../agent.ts";
import type { DataSets } from "../../protocols/epochs/index.ts";
import type { WatchdogStore } from "./WatchdogStore.ts";

/** What the parts of a WatchDog share. */
export type WatchdogServices = Pick<
  AgentContext,
  "deployment" | "chain" | "sending" | "view" | "log" | "signal"
> & {
  /** Account that holds the licences. */
  holder: Address;
  store: WatchdogStore;
  dataSets: DataSets;
};

/** A licence and the identity that stands for it. */
export type Licensed = { license: bigint; identity: Identity };
