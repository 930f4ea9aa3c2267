import type { Context } from "hono";

type Status = 400 | 404 | 413 | 500 | 503;

/** The one shape of an error outside GraphQL. */
export function refuse(c: Context, status: Status, code: string, message: string): Response {
  return c.json({ error: { code, message } }, status);
}
