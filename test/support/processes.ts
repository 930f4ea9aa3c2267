import { readdirSync, readFileSync } from "node:fs";

/** Command lines of the processes that name `folder` in theirs, as "pid command". */
export function processesOf(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== `${process.pid}`)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return command.includes(folder) ? [`${pid} ${command}`] : [];
      } catch {
        return []; // It has ended since.
      }
    });
}
