export { assignedIndexes, assignmentOf, testsPerWatchdog } from "./assignment.ts";
export { beaconRoundAt } from "./beaconRound.ts";
export type { ChainLog, ChainLogOf } from "./chainLog.ts";
export { ChainState } from "./chainState.ts";
export { clockOf, type EpochClock, type EpochWindows } from "./clock.ts";
export { type Delegation, type NodeDelegations, worthOf } from "./delegationRegister.ts";
export {
  type ContractName,
  type Deployment,
  parseDeployment,
  type Schedule,
} from "./deployment.ts";
export { directoryKey, directorySlot } from "./directory.ts";
export { Emitter } from "./emitter.ts";
export type { VoucherKey } from "./escrowRegister.ts";
export type { DeviceRecord } from "./identityRegister.ts";
export type { FollowerClient, Head } from "./logFollower.ts";
export {
  createNetworkView,
  NetworkView,
  type NetworkViewEvents,
  type NetworkViewOptions,
} from "./networkView.ts";
export { type NodeRecord, type NodeRole, peerIdText, roleNumber } from "./nodeRegister.ts";
export {
  type ParameterName,
  parameterNames,
  parameterNumber,
  parameters,
} from "./parameters.ts";
export {
  REPLICAS,
  Rendezvous,
  type RendezvousEdge,
  SLOT_STAKE,
  STAKE_CAP,
  slotOf,
  virtualSlots,
} from "./rendezvous.ts";
export { semaphoreScope } from "./scope.ts";
export type { EpochRecord, SettlementBounds } from "./settlementRegister.ts";
export { pause, waitUntil } from "./wait.ts";
