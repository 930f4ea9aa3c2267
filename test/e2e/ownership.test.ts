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
    ["a short label", "ab", /fewer than 3/],
  ])("is refused %s as a name, and told why", async (_, label, reason) => {
    const args = ["name", "register", label, "--as", "erin", "--yes"];
    const refused = await finished(startSdn(data, ...args));
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toMatch(reason);
  });
});

describe("the address space", () => {
  it("is granted, split, leased and bound to a wallet, which whois then finds", async () => {
    const [segment, child] = ["0a1b/16", "0a1b00/24"];
    const grant = ["subnet", "grant", segment, "alice", "--until", "1y"];
    await run(...grant, "--key", developer, "--yes");
    const split = ["subnet", "split", segment, "--bits", "24", "--to", "bob", "--until", "90d"];
    await as("alice", ...split);
    await as("bob", "subnet", "lease", child, "erin", "--until", "30d");
    await as("erin", "subnet", "bind", `${child}+7`, "erin");
    const { controller: erin } = await run("did", "show", "erin");
    expect(await run("subnet", "whois", `${child}+7`)).toMatchObject({
      operator: erin,
      wallet: erin,
    });
  });

  it("refuses the holder what its tenant must agree to", async () => {
    const args = ["subnet", "split", "0a1b00/24", "--bits", "32", "--as", "bob", "--yes"];
    const refused = await finished(startSdn(data, ...args));
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/hint .*lease/i);
  });
});

describe("a swap", () => {
  it("moves a segment for SEND in one transaction, and the lease survives it", async () => {
    const give = ["--give", "segment:0a1b00/24", "--want", "100 SEND"];
    const { offer } = await as("bob", "trade", "offer", ...give, "--to", "alice");
    expect(offer).toMatch(/^sdn-offer:/);
    expect(await as("alice", "trade", "accept", offer)).toMatchObject({
      transaction: expect.stringMatching(/^0x/),
    });
    const { did } = await run("did", "show", "erin");
    const { holder, lease } = await run("subnet", "show", "0a1b00/24");
    const alice = await run("did", "show", "alice");
    const erin = await run("did", "show", did);
    expect(holder).toBe(alice.controller);
    expect(lease.tenant).toBe(erin.controller);
  });

  it("happens once, and not at all after its maker took it back", async () => {
    const give = ["--give", "1 SEND", "--want", "0.001 native"];
    const { offer } = await as("bob", "trade", "offer", ...give);
    await as("bob", "trade", "cancel", offer);
    const refused = await finished(
      startSdn(data, "trade", "accept", offer, "--as", "alice", "--yes"),
    );
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/cancel/i);
  });
});
