import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../../../agents/src/cli/runCli.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let folder: string;
beforeAll(async () => {
  chain = await startChain();
  folder = mkdtempSync(join(tmpdir(), "sdn-name-"));
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

const keyFile = (index: number) => join(folder, `${index}.key`);
const addressOf = (index: number) => chain.account(index).address;

type Heard = { code: number; out: string; err: string };

/** Runs `sdn name ...`. `hear` gets each line of progress; by default waiting moves the chain's clock. */
async function name(args: string[], hear = moveOn): Promise<Heard> {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    hear(String(line));
    return true;
  });
  const network = ["--rpc", chain.rpc, "--deployment", chain.deploymentFile];
  const code = await runCli(["name", ...args, ...network]);
  const text = (calls: unknown[][]) => calls.map(([line]) => String(line)).join("\n");
  const heard = { code, out: text(out.mock.calls), err: text(err.mock.calls) };
  vi.restoreAllMocks();
  return heard;
}

function moveOn(line: string): void {
  if (line.startsWith("waiting")) chain.pass(10);
}

function signed(index: number, args: string[]): string[] {
  writeFileSync(keyFile(index), keyOf(index), { mode: 0o600 });
  return [...args, "--key", keyFile(index)];
}

async function as(index: number, ...args: string[]) {
  const { code, out, err } = await name([...signed(index, args), "--yes", "--json"]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

describe("sdn name", () => {
  it("registers, tells the price first, and resolves", async () => {
    const dry = await name(signed(10, ["register", "alice", "--years", "2", "--dry-run"]));
    expect(dry.code, dry.err).toBe(0);
    expect(dry.out).toContain("0.004 coins");
    const flags = ["--years", "2", "--primary", "--text", "url=https://alice.example"];
    const { code, out, err } = await name([
      ...signed(10, ["register", "Alice", ...flags]),
      "--yes",
    ]);
    expect(code, err).toBe(0);
    expect(out).toBe("alice.sdn");
    expect(err).toMatch(/waiting \d+ s/);
    const resolved = await name(["resolve", "alice", "--json"]);
    expect(JSON.parse(resolved.out)).toMatchObject({ name: "alice.sdn", wallet: addressOf(10) });
    expect((await name(["resolve", addressOf(10)])).out).toBe("alice.sdn");
    const shown = await name(["show", "alice"]);
    expect(shown.out).toContain("https://alice.example");
    expect(shown.out).toContain("live");
  });

  it("goes on where an earlier run was cut off, with the secret that it kept", async () => {
    const args = signed(11, ["register", "resumed", "--yes"]);
    // The first run loses the chain while it waits.
    const cut = await name(args, (line) => {
      if (line.startsWith("waiting")) vi.spyOn(globalThis, "setTimeout").mockImplementation(stop);
    });
    function stop(): never {
      throw new Error("cut off");
    }
    expect(cut.code).toBe(1);
    const kept = `${keyFile(11)}.names.json`;
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    await chain.pass(10);
    const resumed = await name(args);
    expect(resumed.code, resumed.err).toBe(0);
    expect(resumed.err).toContain("an earlier commitment");
    expect(resumed.err).not.toContain("commit ...");
    expect(JSON.parse(readFileSync(kept, "utf8"))).toEqual({});
  });

  it("writes, divides, renews and gives away", async () => {
    await as(12, "register", "carol");
    await as(12, "set", "carol", "--text", "email=c@d.e", "--coin", "0=0x0014aa", "--primary");
    expect((await name(["resolve", addressOf(12)])).out).toBe("carol.sdn");
    await as(12, "sub", "phone.carol", addressOf(13));
    const sub = JSON.parse((await name(["resolve", "phone.carol", "--json"])).out);
    expect(sub).toMatchObject({ name: "phone.carol.sdn", wallet: addressOf(13) });
    await as(12, "sub", "phone.carol", "--remove");
    expect((await name(["resolve", "phone.carol"])).code).toBe(1);
    const { price } = await as(13, "renew", "carol", "--years", "0.5");
    expect(price).toBe("1000000000000000");
    await as(12, "transfer", "carol", addressOf(13));
    const shown = JSON.parse((await name(["show", "carol", "--json"])).out);
    expect(shown).toMatchObject({ holder: addressOf(13), records: { address: null } });
  });

  it("refuses bad input with a reason", async () => {
    const refused = async (args: string[], reason: string) => {
      const { code, err } = await name(args);
      expect(code).not.toBe(0);
      expect(err).toContain(reason);
    };
    await refused(["show", "pаypal"], "cannot be a name");
    await refused(signed(10, ["register", "alice", "--yes"]), "taken");
    await refused(signed(10, ["register", "later", "--years", "soon", "--yes"]), "--years");
    await refused(signed(10, ["set", "alice", "--text", "nothing", "--yes"]), "key=value");
    await refused(signed(10, ["set", "alice", "--coin", "x=0x", "--yes"]), "number");
    await refused(signed(10, ["renew", "nobody", "--yes"]), "free");
    await refused(["resolve", "nobody"], "points nowhere");
    await refused(["list", addressOf(10)], "indexer");
  });
});
