import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive } from "./isAlive.ts";

/**
 * Runs `task` while no other process of this machine runs one under the same path.
 * @param staleMs a lock that is older, or whose process is gone, holds nobody up
 */
export async function withLock<value>(
  path: string,
  task: () => Promise<value>,
  staleMs = 300_000,
): Promise<value> {
  mkdirSync(dirname(path), { recursive: true });
  while (!acquire(path, staleMs)) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    return await task();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquire(path: string, staleMs: number): boolean {
  try {
    // Exclusive creation either succeeds for one process or fails, unlike testing and writing.
    writeFileSync(path, `${process.pid}`, { flag: "wx" });
    return true;
  } catch {
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > staleMs || isAbandoned(path)) rmSync(path, { force: true });
    return false;
  }
}

function isAbandoned(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    // Just created, not written yet.
    return pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}
