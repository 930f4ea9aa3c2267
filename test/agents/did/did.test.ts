import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesToHex, type Hex } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../../../agents/src/cli/runCli.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let folder: string;
beforeAll(async () => {
  chain = await startChain();
  folder = mkdtempSync(join(tmpdir(), "sdn-did-"));
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

const random = (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));

/** Key file of a test account. */
function key(index: number): string {
  const path = join(folder, `${index}.key`);
  writeFileSync(path, keyOf(index), { mode: 0o600 });
  return path;
}

/** Runs `sdn did ...`; what it says and its exit code. */
async function did(...args: string[]) {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const network = ["--rpc", chain.rpc, "--deployment", chain.deploymentFile];
  const code = await runCli(["did", ...args, ...network]);
  const text = (calls: unknown[][]) => calls.map(([line]) => String(line)).join("\n");
  const heard = { code, out: text(out.mock.calls), err: text(err.mock.calls) };
  vi.restoreAllMocks();
  return heard;
}

/** The same as account `index`, without questions; what `--json` prints. */
async function as(index: number, ...args: string[]) {
  const { code, out, err } = await did(...args, "--key", key(index), "--yes", "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

describe("sdn did", () => {
  it("creates an identity that the wallet answers by, and shows all that hangs on it", async () => {
    const created = await as(1, "create");
    const [wallet, other] = [chain.account(1).address, chain.account(2).address];
    expect(await chain.client().getPrimary({ wallet })).toBe(created.did);
    await as(1, "link", key(2));
    const deviceId = random();
    const keys = ["--identity-key", random(), "--signing-key", random()];
    await as(1, "device", "add", deviceId, ...keys);
    await as(1, "recover", "set", other);

    const shown = await did("show", wallet);
    expect(shown.code, shown.err).toBe(0);
    for (const text of [created.did, wallet, other, deviceId]) expect(shown.out).toContain(text);
    const { out } = await did("show", created.did, "--json");
    expect(JSON.parse(out)).toMatchObject({
      ...{ did: created.did, controller: wallet, nonce: 0 },
      wallets: [
        { wallet, primary: true },
        { wallet: other, primary: false },
      ],
      devices: [{ deviceId }],
      recovery: { recovery: other, pending: null },
    });

    await as(1, "device", "remove", deviceId);
    await as(1, "unlink", other);
    expect((await did("device", "list", wallet)).out).toBe("nothing");
    expect(await chain.client().isLinked({ did: created.did, wallet: other })).toBe(false);
  });

  it("recovers an identity after the delay, unless its holder objects", async () => {
    const { did: id } = await as(3, "create");
    const heir = chain.account(5).address;
    await as(3, "recover", "set", chain.account(4).address);
    await as(4, "recover", "start", heir, "--did", id);
    await as(3, "recover", "cancel");
    const { readyAt } = await as(4, "recover", "start", heir, "--did", id);
    expect(readyAt).toBeGreaterThan(0);
    const early = await did("recover", "finish", "--did", id, "--key", key(6), "--yes");
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining("RecoveryNotReady") });
    await chain.pass(60);
    await as(6, "recover", "finish", "--did", id);
    expect(await chain.client().getDid({ did: id })).toMatchObject({ controller: heir });
  });

  it("tells what it would send and its price, and sends nothing, with --dry-run", async () => {
    const salt = random();
    const { out, code } = await did(
      "create",
      "--salt",
      salt,
      "--key",
      key(7),
      "--dry-run",
      "--json",
    );
    expect(code).toBe(0);
    const plan = JSON.parse(out);
    expect(plan).toMatchObject({ dryRun: true, steps: [{ function: "multicall" }] });
    expect(BigInt(plan.fee)).toBeGreaterThan(0n);
    const missing = await did("show", plan.facts.identity);
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining("no such identity") });
  });

  it("says what is wrong with what it was given", async () => {
    const cases = [
      [["show", "nobody-here"], "names nobody"],
      [["show", "did:sdn:31337:12"], "not a DID"],
      [["show", chain.account(8).address], "No identity is linked"],
      [["create", "--salt", "0x12", "--key", key(7)], "64 hex digits"],
      [["create"], "Say who signs"],
    ] as const;
    for (const [args, text] of cases) {
      const answer = await did(...args);
      expect(answer.err, args.join(" ")).toContain(text);
      expect(answer.code).not.toBe(0);
    }
  });
});
