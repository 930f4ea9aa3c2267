// Runs a program that knows nothing of us and ends it when whoever started this goes away, however
// that happens: node guard.ts <signal> <command> [argument ...]
import { spawn } from "node:child_process";

const [signal, command, ...args] = process.argv.slice(2) as [NodeJS.Signals, string, ...string[]];
const child = spawn(command, args, { stdio: "inherit", detached: true });
const end = () => child.kill(signal);

process.on("SIGTERM", end);
process.on("SIGINT", end);
process.on("disconnect", end);
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("exit", (status) => process.exit(status ?? 0));
