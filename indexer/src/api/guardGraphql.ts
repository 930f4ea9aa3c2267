import { type DocumentNode, GraphQLError, parse } from "graphql";
import { createMiddleware } from "hono/factory";
import { queryCost } from "./queryCost.ts";
import { refuse } from "./refuse.ts";

const MAX_BODY_BYTES = 64 * 1024;
const MAX_DEPTH = 10;
const MAX_ROWS = 100_000;

type Body = { query: string; variables?: Record<string, unknown> | null };

/**
 * Stands before Ponder's GraphQL: refuses what is malformed, too deep or too large, and gives
 * answers without data the status 400, which Ponder sends as 200.
 */
export const guardGraphql = createMiddleware(async (c, next) => {
  if (c.req.method !== "POST") return next();
  // A copy: Ponder reads the original's body itself.
  const text = await c.req.raw.clone().text();
  if (text.length > MAX_BODY_BYTES) {
    return refuse(c, 413, "TOO_LARGE", `A query has at most ${MAX_BODY_BYTES} bytes.`);
  }
  const body = bodyOf(text);
  if (!body) {
    return refuse(c, 400, "INVALID_REQUEST", 'Send JSON: {"query": "...", "variables": {...}}.');
  }
  const problem = problemOf(body);
  if (problem) return c.json({ errors: [problem] }, 400);
  await next();
  const answer: { data?: unknown; errors?: { message: string }[] } = await c.res.clone().json();
  if (!answer.errors || (answer.data !== undefined && answer.data !== null)) return;
  const hidden = answer.errors.every(({ message }) => message === "Unexpected error.");
  const status = hidden ? 500 : 400;
  c.res = new Response(JSON.stringify(answer), { status, headers: c.res.headers });
});

function bodyOf(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const query = typeof body === "object" && body !== null && "query" in body && body.query;
    return typeof query === "string" ? (body as Body) : undefined;
  } catch {
    return undefined;
  }
}

function problemOf({ query, variables }: Body): GraphQLError | undefined {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: 2_000 });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, source = null, positions = null } = error;
    const extensions = { code: "GRAPHQL_PARSE_FAILED" };
    return new GraphQLError(message, { source, positions, extensions });
  }
  const { depth, rows } = queryCost(document, variables ?? {}, MAX_DEPTH);
  if (depth > MAX_DEPTH) {
    return new GraphQLError(`The query is too deep: at most ${MAX_DEPTH} levels.`, {
      extensions: { code: "TOO_DEEP" },
    });
  }
  if (rows > MAX_ROWS) {
    return new GraphQLError(
      `The query may read ${rows} rows, at most ${MAX_ROWS}: ask for smaller pages (limit).`,
      { extensions: { code: "TOO_COSTLY" } },
    );
  }
  return undefined;
}
