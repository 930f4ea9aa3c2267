/** JSON in which integers beyond 53 bits, such as amounts in wei, are decimal text. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, it) => (typeof it === "bigint" ? String(it) : it));
}
