// indexer/ponder.schema.ts -> sdk/src/generated/indexer.ts
import * as schema from "../../indexer/ponder.schema.ts";
import { compare } from "./artifacts.ts";
import { banner } from "./paths.ts";

type Column = {
  columnType: string;
  notNull: boolean;
  enumValues?: string[];
  baseColumn?: Column;
};

/** How a column type travels in JSON (kind) and what readers get (type). */
const kinds: Record<string, { kind: string; type: string }> = {
  PgText: { kind: "text", type: "string" },
  PgHex: { kind: "text", type: "Hex" },
  PgBoolean: { kind: "boolean", type: "boolean" },
  PgInteger: { kind: "number", type: "number" },
  PgBigInt64: { kind: "number", type: "number" },
  PgEvmBigint: { kind: "bigint", type: "bigint" },
};

/** Row types and column kinds of every table that the indexer serves. */
export function generateIndexer(): string {
  const tables = Object.entries(schema)
    .flatMap(([name, table]) => {
      // Where drizzle, which Ponder's tables are made of, keeps a table's columns.
      const columns = (table as unknown as Record<symbol, unknown>)[Symbol.for("drizzle:Columns")];
      return columns ? [[name, columns as Record<string, Column>] as const] : [];
    })
    .sort(([a], [b]) => compare(a, b));
  const rows = tables.map(([name, columns]) => {
    const fields = Object.entries(columns).map(([column, it]) => `    ${column}: ${typeOf(it)};\n`);
    return `  ${name}: {\n${fields.join("")}  };\n`;
  });
  const kindRows = tables.map(([name, columns]) => {
    const fields = Object.entries(columns).map(
      ([column, it]) => `    ${column}: "${kindOf(it)}",\n`,
    );
    return `  ${name}: {\n${fields.join("")}  },\n`;
  });
  return `${banner("indexer/ponder.schema.ts")}
import type { Hex } from "viem";

/** A row of each of the indexer's tables. */
export type IndexerRows = {
${rows.join("")}};

/** How each column travels in JSON. */
export const indexerColumns = {
${kindRows.join("")}} as const;
`;
}

function typeOf(column: Column): string {
  return column.notNull ? bareType(column) : `${bareType(column)} | null`;
}

function bareType({ columnType, enumValues, baseColumn }: Column): string {
  if (baseColumn) return `${bareType(baseColumn)}[]`;
  if (columnType === "PgEnumColumn") return (enumValues ?? []).map((it) => `"${it}"`).join(" | ");
  return known(columnType).type;
}

function kindOf({ columnType, baseColumn }: Column): string {
  if (baseColumn) return `${kindOf(baseColumn)}[]`;
  return columnType === "PgEnumColumn" ? "text" : known(columnType).kind;
}

function known(columnType: string) {
  const kind = kinds[columnType];
  if (!kind) throw new Error(`No TypeScript type is set for columns of type ${columnType}`);
  return kind;
}
