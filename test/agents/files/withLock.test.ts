import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withLock } from "../../../agents/src/files/withLock.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-lock-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("withLock", () => {
  it("lets one task run at a time and leaves no lock behind, also after a failure", async () => {
    const path = join(folder, "a/lock");
    let running = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
    };
    await Promise.all([withLock(path, task), withLock(path, task), withLock(path, task)]);
    expect(most).toBe(1);
    await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(path)).toBe(false);
  });

  it("does not wait for a process that died with the lock", async () => {
    const path = join(folder, "dead");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(path, `${pid}`);
    expect(await withLock(path, async () => "ran")).toBe("ran");
  });

  it("does not wait for ever for a process that lives", async () => {
    const path = join(folder, "slow");
    writeFileSync(path, `${process.pid}`);
    const started = performance.now();
    await withLock(path, async () => {}, 300);
    expect(performance.now() - started).toBeGreaterThan(100);
  });
});
