#!/usr/bin/env node
import { quietSqliteWarning } from "./quietSqliteWarning.ts";
import { runCli } from "./runCli.ts";

quietSqliteWarning();
process.exit(await runCli(process.argv.slice(2)));
