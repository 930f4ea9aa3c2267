// What applications import. Parts that only operators need have entries of their own
// (@sendingnetwork/sdk/<folder>).
export * from "./actions/index.ts";
export { createSendingClient, type SendingClient, type SendingClientParameters } from "./client.ts";
export { createCrypto, generateDevice, identityOf } from "./e2ee/index.ts";
export { ContractError, SendingError, toSendingError } from "./errors/index.ts";
export {
  createIndexerClient,
  type IndexerClient,
  type IndexerStatus,
  type ListOptions,
  type Page,
  type Row,
  type TableName,
  type Where,
} from "./indexer/index.ts";
export * from "./messaging/index.ts";
export {
  clockOf,
  createNetworkView,
  type Deployment,
  type EpochClock,
  type NetworkView,
  type NodeRecord,
  parseDeployment,
} from "./network/index.ts";
export { memoryStore, type Store } from "./store/index.ts";
export * from "./trade/index.ts";
