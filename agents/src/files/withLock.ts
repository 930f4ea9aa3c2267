import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Runs `task` while no other process runs one under the same path.
 * @param staleMs a lock that is older belongs to a process that died
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
    rmdirSync(path);
  }
}

function acquire(path: string, staleMs: number): boolean {
  try {
    // Making a folder either succeeds for one process or fails, unlike testing and writing a file.
    mkdirSync(path);
    return true;
  } catch {
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > staleMs) rmdirSync(path);
    return false;
  }
}
