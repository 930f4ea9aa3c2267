import type { NetworkView } from "@sendingnetwork/sdk/network";

/** What an Edge's protocols ask about the network: a part of NetworkView. */
export type EdgeView = Pick<
  NetworkView,
  | "clock"
  | "currentEpoch"
  | "deployment"
  | "deposit"
  | "device"
  | "didNonce"
  | "node"
  | "nodeByPeerId"
  | "nodes"
  | "now"
  | "on"
  | "parameter"
  | "responsible"
  | "responsibleNow"
  | "settlement"
  | "voucherSigner"
>;
