import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  fields,
  openReader,
  openWallet,
  table,
  transact,
} from "../../../agents/src/wallet/index.ts";
import { keyFromFile } from "../../../agents/src/wallet/keyFromFile.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let folder: string;
beforeAll(async () => {
  chain = await startChain();
  folder = mkdtempSync(join(tmpdir(), "sdn-wallet-"));
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

function keyFile(content: string, mode = 0o600): string {
  const path = join(folder, `key-${Math.random()}`);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const network = () => ({ rpc: chain.rpc, deployment: chain.deploymentFile });
const open = (options: object, key = keyOf(1)) =>
  openWallet({ ...network(), key: keyFile(key), ...options });

/** What `run` writes to standard output and standard error. */
async function heard(run: () => Promise<unknown>) {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  await run();
  const text = (calls: unknown[][]) => calls.map(([line]) => String(line)).join("\n");
  return { out: text(out.mock.calls), err: text(err.mock.calls) };
}

describe("the key file", () => {
  const key = generatePrivateKey();

  it.each([
    ["hex digits", key.slice(2)],
    ["0x and hex digits, and a line end", `${key}\n`],
    ["an agent's keys.json", JSON.stringify({ operatorKey: key, signerKey: generatePrivateKey() })],
  ])("may hold %s", (_, content) => {
    expect(keyFromFile(keyFile(content))).toBe(key);
  });

  it("is refused when others may read it, with what to do", () => {
    expect(() => keyFromFile(keyFile(key, 0o640))).toThrow(
      expect.objectContaining({ code: "CONFIG_KEY", hint: expect.stringContaining("chmod 600") }),
    );
  });

  it.each([["{"], ["0x1234"], ['{"operatorKey": 5}'], [key.slice(0, -1)]])(
    "that holds %s is refused without being quoted",
    (content) => {
      const path = keyFile(content);
      expect(() => keyFromFile(path)).toThrow(expect.objectContaining({ code: "CONFIG_KEY" }));
      expect(() => keyFromFile(path)).not.toThrow(content);
    },
  );
});

describe("openWallet", () => {
  it("signs with the key of the file", async () => {
    const { account } = await open({});
    expect(account.address).toBe(privateKeyToAddress(keyOf(1)));
  });

  it.each([
    [{}, "CONFIG_SIGNER"],
    [{ as: "alice" }, "CONFIG_SIGNER"],
  ])("asks who signs when told %o away from a local network", async (options, code) => {
    await expect(openWallet({ ...network(), ...options })).rejects.toMatchObject({ code });
  });

  it("wants --rpc and --deployment together", () => {
    expect(() => openReader({ rpc: chain.rpc })).toThrow(
      expect.objectContaining({ code: "CONFIG_NETWORK" }),
    );
  });
});

describe("transact", () => {
  const plan = (wallet: Awaited<ReturnType<typeof open>>) => ({
    title: "Create an identity",
    facts: [["lasts", "for ever"]] as const,
    steps: [{ title: "create it", call: () => wallet.client.createDid.call() }],
  });

  it("sends after --yes and tells the block", async () => {
    const wallet = await open({ yes: true });
    const { err } = await heard(async () => {
      const receipts = await transact(wallet, plan(wallet));
      expect(receipts?.map(({ status }) => status)).toEqual(["success"]);
    });
    expect(err).toMatch(/lasts +for ever/);
    expect(err).toMatch(/done in block \d+/);
  });

  it("sends nothing in a dry run, and prints calldata, gas and fee as JSON", async () => {
    const wallet = await open({ dryRun: true, json: true });
    const { address } = wallet.account;
    const before = await wallet.client.getTransactionCount({ address });
    const { out } = await heard(async () => {
      expect(await transact(wallet, plan(wallet))).toBeUndefined();
    });
    expect(JSON.parse(out)).toMatchObject({
      dryRun: true,
      steps: [{ contract: "didRegistry", function: "create", gas: expect.stringMatching(/^\d+$/) }],
    });
    expect(await wallet.client.getTransactionCount({ address })).toBe(before);
  });

  it("sends nothing without --yes when nobody can be asked", async () => {
    const wallet = await open({});
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    await expect(transact(wallet, plan(wallet))).rejects.toMatchObject({
      code: "NOT_CONFIRMED",
      hint: expect.stringContaining("--dry-run"),
    });
  });

  it("tells in a dry run what the account lacks", async () => {
    const wallet = await open({ dryRun: true }, generatePrivateKey());
    const { out } = await heard(() => transact(wallet, plan(wallet)));
    expect(out).toMatch(/lacks +0x\w+ has 0, needs 0\.0/);
  });

  it("says how much is missing when the account cannot pay", async () => {
    const wallet = await open({ yes: true }, generatePrivateKey());
    await expect(transact(wallet, plan(wallet))).rejects.toMatchObject({
      code: "INSUFFICIENT_FUNDS",
      details: expect.stringContaining("has 0, needs "),
    });
  });
});

describe("print", () => {
  it("aligns tables and fields", () => {
    expect(
      table(
        ["a", "long head"],
        [
          ["1", "x"],
          ["22", "y"],
        ],
      )
        .split("\n")
        .slice(1),
    ).toEqual(["1   x", "22  y"]);
    expect(table(["a"], [])).toBe("nothing");
    expect(
      fields([
        ["a", "1"],
        ["bb", "2"],
      ]),
    ).toBe("a   1\nbb  2");
  });
});
