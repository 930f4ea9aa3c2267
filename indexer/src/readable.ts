/** The text as the database can keep it: a stranger may put anything in, and 0 is what Postgres refuses. */
export function readable(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
