import type { Row, TableName, Where } from "./rows.ts";

export type ListOptions<table extends TableName> = {
  where?: Where<table> | undefined;
  orderBy?: (keyof Row<table> & string) | undefined;
  orderDirection?: "asc" | "desc" | undefined;
  /** Rows of a page, at most 1000; by default 50. */
  limit?: number | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
  signal?: AbortSignal | undefined;
};

export type Page<table extends TableName> = {
  items: Row<table>[];
  /** Cursor of the next page; undefined on the last one. */
  next: string | undefined;
};

export type IndexerStatus = {
  chainId: number;
  /** The last block that the answers include, and its time in Unix seconds. */
  block: number;
  timestamp: number;
  /** Whether it has read the chain's past; it may still be some blocks behind. */
  ready: boolean;
};

export type WaitOptions = {
  signal?: AbortSignal | undefined;
  /** By default 30 seconds. */
  timeoutMs?: number | undefined;
  /** By default 100. */
  pollMs?: number | undefined;
};

/** Typed queries over the indexer's tables. All throw INDEXER_UNREACHABLE and INDEXER_REFUSED. */
export type IndexerClient = {
  readonly url: string;
  /** The first row that matches. */
  find<table extends TableName>(
    table: table,
    where: Where<table>,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<Row<table> | undefined>;
  /** A page of rows. */
  list<table extends TableName>(table: table, options?: ListOptions<table>): Promise<Page<table>>;
  /** All rows that match, page by page. */
  each<table extends TableName>(
    table: table,
    options?: Omit<ListOptions<table>, "after">,
  ): AsyncIterable<Row<table>>;
  /** How many rows match. */
  count<table extends TableName>(
    table: table,
    where?: Where<table>,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<number>;
  /** Any GraphQL, such as one that follows relations; the caller says what comes back. */
  query<data>(
    graphql: string,
    variables?: Record<string, unknown>,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<data>;
  status(options?: { signal?: AbortSignal | undefined }): Promise<IndexerStatus>;
  /** Waits until the answers include block `number`. Throws INDEXER_BEHIND after the timeout. */
  waitForBlock(number: number | bigint, options?: WaitOptions): Promise<void>;
};
