export { createIndexerClient } from "./createIndexerClient.ts";
export type {
  IndexerClient,
  IndexerStatus,
  ListOptions,
  Page,
  WaitOptions,
} from "./IndexerClient.ts";
export type { Row, TableName, Where } from "./rows.ts";
