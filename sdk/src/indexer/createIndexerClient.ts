import type { IndexerClient } from "./IndexerClient.ts";
import { requestGraphql } from "./request.ts";
import { columnsOf, decodeRow, encodeVariables, type TableName } from "./rows.ts";
import { statusOf, waitForBlock } from "./status.ts";

/** A client of the indexer at `url` (its origin). */
export function createIndexerClient(url: string): IndexerClient {
  const origin = new URL(url);
  const client: IndexerClient = {
    url,
    async query<data>(
      query: string,
      variables: Record<string, unknown> = {},
      { signal }: { signal?: AbortSignal | undefined } = {},
    ) {
      const body = `{"query":${JSON.stringify(query)},"variables":${encodeVariables(variables)}}`;
      return (await requestGraphql(origin, body, signal)) as data;
    },
    async find(table, where, options = {}) {
      return (await client.list(table, { ...options, where, limit: 1 })).items[0];
    },
    async list(table, options = {}) {
      const { signal, ...variables } = options;
      const selection = `items { ${columnsOf(table).join(" ")} } pageInfo { hasNextPage endCursor }`;
      const { page } = await client.query<{ page: RawPage }>(
        pageQuery(table, selection),
        variables,
        { signal },
      );
      const { hasNextPage, endCursor } = page.pageInfo;
      return {
        items: page.items.map((item) => decodeRow(table, item)),
        next: hasNextPage ? (endCursor ?? undefined) : undefined,
      };
    },
    async *each(table, options = {}) {
      let after: string | undefined;
      do {
        const page = await client.list(table, { ...options, after });
        yield* page.items;
        after = page.next;
      } while (after !== undefined);
    },
    async count(table, where, options = {}) {
      const query = pageQuery(table, "totalCount");
      const { page } = await client.query<{ page: { totalCount: number } }>(
        query,
        { where, limit: 1 },
        options,
      );
      return page.totalCount;
    },
    status: ({ signal } = {}) => statusOf(origin, signal),
    waitForBlock: (number, options = {}) => waitForBlock(client, BigInt(number), options),
  };
  return client;
}

type RawPage = {
  items: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

function pageQuery(table: TableName, selection: string): string {
  return `query ($where: ${table}Filter, $orderBy: String, $orderDirection: String, $limit: Int, $after: String) {
  page: ${table}s(where: $where, orderBy: $orderBy, orderDirection: $orderDirection, limit: $limit, after: $after) { ${selection} }
}`;
}
