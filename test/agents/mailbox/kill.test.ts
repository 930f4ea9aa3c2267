import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hexToBytes } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../agents/src/database/index.ts";
import { schema } from "../../../agents/src/mailbox/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-kill-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the depositor until it has acknowledged `count` messages, then kills it at once. */
async function killAfter(count: number, path: string): Promise<string[]> {
  const script = new URL("../../support/depositor.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--no-warnings", script, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.length > count * 67) child.kill("SIGKILL");
  }
  // The last line may have been cut by the kill.
  return output.split("\n").slice(0, -1);
}

describe("an Edge killed with SIGKILL while messages flow", () => {
  it("has every acknowledged message when it comes back, time and again", async () => {
    const path = join(folder, "edge.db");
    const acknowledged: string[] = [];
    for (const count of [50, 500, 2_000]) {
      acknowledged.push(...(await killAfter(count, path)));
      const database = openDatabase(path, schema);
      const find = database.prepare("SELECT length(payload) AS size FROM messages WHERE hash = ?");
      const lost = acknowledged.filter(
        (hash) => find.get(hexToBytes(hash as `0x${string}`))?.size !== 1_024,
      );
      expect(lost).toEqual([]);
      const { bytes } = database.prepare("SELECT bytes FROM usage WHERE mailbox = x''").get() as {
        bytes: number;
      };
      const { rows } = database.prepare("SELECT count(*) AS rows FROM messages").get() as {
        rows: number;
      };
      expect(bytes).toBe(rows * (1_024 + 256));
      database.close();
    }
    expect(acknowledged.length).toBeGreaterThan(2_500);
  });
});
