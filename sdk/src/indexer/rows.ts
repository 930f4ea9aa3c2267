import { type IndexerRows, indexerColumns } from "../generated/indexer.ts";

export type TableName = keyof IndexerRows;
export type Row<table extends TableName> = IndexerRows[table];
type Column<table extends TableName> = keyof Row<table> & string;

type Numeric<value> = Extract<value, number | bigint>;
type Textual<value> = Extract<value, string>;

/**
 * Conditions on columns, all of which must hold: `column`, `column_not`, `column_in`,
 * `column_not_in`; numbers also `_gt`, `_gte`, `_lt`, `_lte`; text also `_contains`,
 * `_starts_with`, `_ends_with`. `AND` and `OR` nest.
 */
export type Where<table extends TableName> = {
  [column in Column<table> as column | `${column}_not`]?: Row<table>[column];
} & {
  [column in Column<table> as `${column}_in` | `${column}_not_in`]?: readonly Row<table>[column][];
} & {
  [column in Column<table> as Numeric<Row<table>[column]> extends never
    ? never
    : `${column}_${"gt" | "gte" | "lt" | "lte"}`]?: Numeric<Row<table>[column]>;
} & {
  [column in Column<table> as Textual<Row<table>[column]> extends never
    ? never
    : `${column}_${"contains" | "starts_with" | "ends_with"}`]?: string;
} & { AND?: readonly Where<table>[]; OR?: readonly Where<table>[] };

/** The columns of a table, for a selection. */
export function columnsOf(table: TableName): string[] {
  return Object.keys(indexerColumns[table]);
}

/** A row as JSON has it (integers beyond 32 bits as text) to its typed form. */
export function decodeRow<table extends TableName>(
  table: table,
  json: Record<string, unknown>,
): Row<table> {
  const kinds: Record<string, string> = indexerColumns[table];
  const fields = Object.entries(json).map(([column, value]) => [
    column,
    decode(kinds[column], value),
  ]);
  return Object.fromEntries(fields);
}

function decode(kind: string | undefined, value: unknown): unknown {
  if (value === null) return null;
  if (kind === "bigint") return BigInt(value as string);
  return kind === "number" ? Number(value) : value;
}

/** Variables as JSON: bigints as text. */
export function encodeVariables(variables: Record<string, unknown>): string {
  return JSON.stringify(variables, (_, it) => (typeof it === "bigint" ? String(it) : it));
}
