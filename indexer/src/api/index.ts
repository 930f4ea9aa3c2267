import { db } from "ponder:api";
import schema from "ponder:schema";
import { Hono } from "hono";
import { client, graphql } from "ponder";
import { guardGraphql } from "./guardGraphql.ts";
import { guardSql } from "./guardSql.ts";
import { limitConcurrency } from "./limitConcurrency.ts";
import { refuse } from "./refuse.ts";

const MAX_RUNNING = 64;

const app = new Hono();
const answer = graphql({ db, schema });
const paths = ["/", "/graphql"] as const;
for (const path of paths) app.use(path, limitConcurrency(MAX_RUNNING), guardGraphql, answer);
app.use("/sql/db", limitConcurrency(MAX_RUNNING));
app.use("/sql/*", guardSql, client({ db, schema }));
app.all("*", (c) => refuse(c, 404, "NOT_FOUND", `There is no ${c.req.path} here.`));
app.onError((_, c) => refuse(c, 500, "INTERNAL", "The indexer failed to answer."));

export default app;
