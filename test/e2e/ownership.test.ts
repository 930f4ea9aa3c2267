// What people own, from the command line on the running network: identities, names, segments, swaps.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { developerKey } from "../../agents/src/local/developer.ts";
import { finished, sdnJson, startSdn } from "./sdn.ts";

const { data } = inject("resumed");
const run = (...args: string[]) => sdnJson(data, ...args);
/** As somebody, without questions. */
const as = (who: string, ...args: string[]) => run(...args, "--as", who, "--yes");

let folder: string;
let developer: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-ownership-"));
  developer = join(folder, "developer.key");
  writeFileSync(developer, developerKey, { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a newcomer", () => {
  it("creates an identity, sees the price first, and finds its history in the indexer", async () => {
    const planned = await run("did", "create", "--as", "erin", "--dry-run");
    expect(planned).toMatchObject({ dryRun: true, steps: [{ contract: "didRegistry" }] });
    const { did, controller } = await as("erin", "did", "create");
    const shown = await run("did", "show", "erin");
    expect(shown).toMatchObject({
      did,
      controller,
      wallets: [{ wallet: controller, primary: true }],
    });
    await expect
      .poll(async () => (await run("did", "show", "erin")).history.length, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(3);
  });

  it("is asked before anything is sent, and told what to do without a terminal", async () => {
    const refused = await finished(startSdn(data, "did", "create", "--as", "nobody-asked"));
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/hint .*--yes.*--dry-run/);
  });

  it("registers a name in one command and is written to by it", async () => {
    const { did, controller } = await run("did", "show", "erin");
    const { name } = await as("erin", "name", "register", "erin-ünïcode", "--primary");
    expect(name).toBe("erin-ünïcode.sdn");
    expect(await run("name", "resolve", name)).toEqual({ name, wallet: controller, did });
    expect(await run("name", "resolve", controller)).toMatchObject({ name });

    const ready = await finished(startSdn(data, "chat", "--as", "erin", "--prepare"));
    expect(ready.status, ready.stderr).toBe(0);
    const alice = startSdn(data, "chat", "--as", "alice", "--to", name, "--linger", "0");
    alice.stdin?.end("hello by name\n");
    expect((await finished(alice)).status).toBe(0);
    const erin = startSdn(data, "chat", "--as", "erin", "--to", "alice", "--linger", "5");
    erin.stdin?.end();
    const read = await finished(erin);
    expect(read.stdout, read.stderr).toBe("hello by name\n");
  });

  it.each([
    ["a mix of scripts that look alike", "аlice", /INVALID_NAME|not|cannot/i],
    ["a short label", "ab", /short|three/i],
  ])("is refused %s as a name, and told why", async (_, label, reason) => {
    const args = ["name", "register", label, "--as", "erin", "--yes"];
    const refused = await finished(startSdn(data, ...args));
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toMatch(reason);
  });
});
