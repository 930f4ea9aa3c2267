// Runs forge with the arguments given and ends with its status: `tsx script/forge.ts build`.
import { spawnSync } from "node:child_process";
import { foundryBinary } from "./foundry.ts";

const { status } = spawnSync(foundryBinary("forge"), process.argv.slice(2), { stdio: "inherit" });
process.exitCode = status ?? 1;
