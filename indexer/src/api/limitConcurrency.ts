import { createMiddleware } from "hono/factory";
import { refuse } from "./refuse.ts";

/** Answers 503 instead of queueing more than `limit` requests on the database. */
export function limitConcurrency(limit: number) {
  let running = 0;
  return createMiddleware(async (c, next) => {
    if (running >= limit) {
      c.header("Retry-After", "1");
      return refuse(c, 503, "TOO_MANY_REQUESTS", "Too many queries are running; try again.");
    }
    running++;
    try {
      await next();
    } finally {
      running--;
    }
  });
}
