import { createMiddleware } from "hono/factory";
import { refuse } from "./refuse.ts";

const MAX_SQL_LENGTH = 5_000;
/** What databases say when it is they who fail, not the query. */
const OUTAGE = /connect|terminat|timeout|shutting down/i;

/**
 * Stands before Ponder's SQL over HTTP: `?sql=` holds superjson of `{ sql, params }`. What is wrong
 * with a query comes back as 400 with the database's reason; Ponder answers 500.
 */
export const guardSql = createMiddleware(async (c, next) => {
  const sql = sqlOf(c.req.query("sql"));
  if (sql === undefined) {
    const shape = '{"json":{"sql":"select ...","params":[]}}';
    return refuse(c, 400, "INVALID_REQUEST", `Send ?sql= with JSON of the shape ${shape}.`);
  }
  if (sql.length > MAX_SQL_LENGTH) {
    return refuse(c, 400, "TOO_LARGE", `A statement has at most ${MAX_SQL_LENGTH} characters.`);
  }
  await next();
  if (c.res.status !== 500) return;
  const reason = await c.res.text();
  c.res = OUTAGE.test(reason)
    ? refuse(c, 503, "UNAVAILABLE", "The database does not answer; try again.")
    : refuse(c, 400, "INVALID_SQL", readable(reason));
});

function sqlOf(text: string | undefined): string | undefined {
  try {
    const { json } = JSON.parse(text ?? "");
    return typeof json.sql === "string" && Array.isArray(json.params) ? json.sql : undefined;
  } catch {
    return undefined;
  }
}

function readable(reason: string): string {
  return reason === "[object Object]" ? "The statement has a syntax error." : reason;
}
