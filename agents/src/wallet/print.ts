import { styleText } from "node:util";
import { jsonText } from "./jsonText.ts";

/** Columns as wide as their longest cell. The head is dim on a terminal; "nothing" without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "nothing";
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [styleText("dim", line(head), { stream: process.stdout }), ...rows.map(line)].join("\n");
}

/** Labels and values, one pair a line. */
export function fields(rows: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join("\n");
}

/** The command's result to standard output: one JSON object with `--json`, else `text`. */
export function print({ json }: { json: boolean }, result: unknown, text: string): void {
  console.log(json ? jsonText(result) : text);
}
