export type { DepositParameters, DepositResult } from "./deposit.ts";
export { EdgeConnection, type EdgeConnectionOptions } from "./edgeConnection.ts";
export { EdgePool, type EdgePoolOptions } from "./edgePool.ts";
export type { FollowMailboxParameters } from "./followMailbox.ts";
export type { FollowParameters } from "./follows.ts";
export {
  MailboxClient,
  type ReadParameters,
  type ReadResult,
  type SendParameters,
} from "./mailboxClient.ts";
export type { DeleteParameters, FetchParameters } from "./mailboxRequests.ts";
export type { SessionTerms } from "./openSession.ts";
export { type DirectoryAnswer, PreKeyDirectory, type SignedBundle } from "./preKeys.ts";
export type {
  CustodyReceipt,
  FetchProof,
  FetchResult,
  MailboxKey,
  MailboxMessage,
  RelayView,
} from "./types.ts";
export { memoryPromises, type Promised, type PromiseStore } from "./voucherBook.ts";
