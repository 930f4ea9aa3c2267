import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../../../agents/src/cli/runCli.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let folder: string;
beforeAll(async () => {
  chain = await startChain();
  folder = mkdtempSync(join(tmpdir(), "sdn-subnet-"));
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

/** Key file of a test account. */
function key(index: number): string {
  const path = join(folder, `${index}.key`);
  writeFileSync(path, keyOf(index), { mode: 0o600 });
  return path;
}

/** Runs `sdn ...`; what it says and its exit code. */
async function sdn(...args: string[]) {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const network = ["--rpc", chain.rpc, "--deployment", chain.deploymentFile];
  const code = await runCli([...args, ...network]);
  const text = (calls: unknown[][]) => calls.map(([line]) => String(line)).join("\n");
  const heard = { code, out: text(out.mock.calls), err: text(err.mock.calls) };
  vi.restoreAllMocks();
  return heard;
}

const subnet = (...args: string[]) => sdn("subnet", ...args);

/** The same as account `index`, without questions; what `--json` prints. */
async function as(index: number, ...args: string[]) {
  const { code, out, err } = await subnet(...args, "--key", key(index), "--yes", "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

const address = (index: number) => chain.account(index).address;

describe("sdn subnet", () => {
  it("splits, sells on, leases, binds and tells who is where", async () => {
    await as(0, "grant", "0a1b/16", address(20), "--until", "2y");
    const { children } = await as(20, "split", "0a1b/16", "--bits", "24", "--count", "2");
    const [first, second] = children;
    await as(20, "transfer", "0a1b00/24", address(21));
    await as(21, "lease", first, address(22), "--until", "30d");
    const bound = await as(22, "bind", "0a1b00/24+7", key(23));
    expect(bound).toMatchObject({ wallet: address(23), segment: first });

    const whois = await subnet("whois", bound.unicast);
    for (const text of ["0a1b00/24", address(22), address(23)]) expect(whois.out).toContain(text);
    const { out } = await subnet("whois", address(23), "--json");
    expect(JSON.parse(out)).toMatchObject({ unicast: bound.unicast, operator: address(22) });
    const shown = await subnet("show", "0a1b00/24");
    for (const text of [address(21), address(22), "0a1b/16"]) expect(shown.out).toContain(text);

    await as(23, "unbind", bound.unicast);
    expect((await subnet("whois", address(23))).out).toContain("bound to no address");
    await as(22, "end-lease", first);
    await as(20, "reclaim", second);
    expect((await subnet("show", second)).code).toBe(1);
  });

  it("sells a segment, and a lease of one, to whoever accepts the offer", async () => {
    await as(0, "grant", "0a1d/16", address(20), "--until", "1y");
    await as(20, "split", "0a1d/16", "--bits", "24", "--count", "2");
    const sold = await as(20, "sell", "0a1d00/24", "--for", "0.01 native");
    const terms = ["--for", "0.02 native", "--lease-until", "30d"];
    const leased = await as(20, "sell", "0a1d01/24", ...terms);
    for (const { offer } of [sold, leased]) {
      const { code, err } = await sdn("trade", "accept", offer, "--key", key(21), "--yes");
      expect(code, err).toBe(0);
    }
    const client = chain.client();
    expect(await client.getSegment({ segment: "0a1d00/24" })).toMatchObject({
      ...{ holder: address(21), emancipated: true },
    });
    expect(await client.getSegment({ segment: "0a1d01/24" })).toMatchObject({
      ...{ holder: address(20), lease: { tenant: address(21) } },
    });
  });

  it("tells in a dry run what would happen, and sends nothing", async () => {
    await as(0, "grant", "0a1c/16", address(20), "--until", "2099-01-31");
    const split = ["split", "0a1c/16", "--bits", "20", "--to", address(21), "--key", key(20)];
    const { code, out } = await subnet(...split, "--dry-run");
    expect(code).toBe(0);
    expect(out).toMatch(/until +2099-01-31/);
    expect(out).toMatch(/nobody can take them back/);
    expect(out).toMatch(/fee/);
    expect((await chain.client().getSegment({ segment: "0a1c/16" })).children).toBe(0);
  });

  it.each([
    [["show", "0a1b4/17"], "prefix"],
    [["show", "hello"], "segment"],
    [["whois", "sdn1nobody"], "address"],
    [["split", "0a1c/16", "--bits", "16", "--key"], "child"],
    [
      [
        "lease",
        "0a1c/16",
        "0x0000000000000000000000000000000000000001",
        "--until",
        "soon",
        "--key",
      ],
      "time",
    ],
  ])("refuses %s with a reason", async (args, reason) => {
    const { code, err } = await subnet(...args, ...(args.at(-1) === "--key" ? [key(20)] : []));
    expect(code).not.toBe(0);
    expect(err).toContain(reason);
  });
});
