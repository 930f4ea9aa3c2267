// Runs a program that knows nothing of us and ends it when whoever started this goes away, however
// that happens: node guard.ts <signal> <command> [argument ...]
import { spawn } from "node:child_process";

const [signal, command, ...args] = process.argv.slice(2) as [NodeJS.Signals, string, ...string[]];
const child = spawn(command, args, { stdio: "inherit", detached: true });
// Less than the launcher's own patience: killing the guard would orphan the program.
const PATIENCE_MS = 6000;
const end = () => {
  child.kill(signal);
  setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
};

process.on("SIGTERM", end);
process.on("SIGINT", end);
process.on("disconnect", end);
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once("exit", (status) => process.exit(status ?? 0));
