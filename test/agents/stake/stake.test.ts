import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runDelegate, runRedelegate, runRemove } from "../../../agents/src/stake/runDelegate.ts";
import { runStatus } from "../../../agents/src/stake/runStatus.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";
import { freshNodeKeys } from "../../support/nodeKeys.ts";

const bond = parseEther("10000");
let chain: TestChain;
let folder: string;
let operators: string[];
beforeAll(async () => {
  chain = await startChain();
  folder = mkdtempSync(join(tmpdir(), "sdn-stake-"));
  operators = await Promise.all([57, 58].map(edge));
  const { address: to } = chain.account(59);
  await chain.client(chain.account(0)).transferSend({ to, amount: parseEther("1000") });
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function edge(index: number): Promise<string> {
  const account = chain.account(index);
  await chain.client(chain.account(0)).transferSend({ to: account.address, amount: bond });
  const multiaddrs = ["/ip4/127.0.0.1/tcp/4001"];
  const node = { role: "edge", ...freshNodeKeys(), multiaddrs, bond } as const;
  await chain.client(account).registerNode({ ...node, commissionBps: 500 });
  return account.address;
}

/** Flags of account 59, who answers every question with yes. */
function flags() {
  const key = join(folder, "key");
  writeFileSync(key, keyOf(59));
  chmodSync(key, 0o600);
  return { rpc: chain.rpc, deployment: chain.deploymentFile, key, yes: true };
}

async function heard(run: () => Promise<unknown>) {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  await run();
  const text = (calls: unknown[][]) => calls.map(([line]) => String(line)).join("\n");
  const told = { out: text(out.mock.calls), err: text(err.mock.calls) };
  vi.restoreAllMocks();
  return told;
}

describe("sdn stake", () => {
  it("tells what can be lost and when it unlocks, and delegates", async () => {
    const [first = "", second = ""] = operators;
    const told = await heard(() => runDelegate(first, "100", flags()));
    for (const text of ["5 % of what", "can be lost", "unlocks", "60 seconds", "step 2"]) {
      expect(told.err).toContain(text);
    }
    await heard(() => runRedelegate(first, second, "40", flags()));
    const { address } = chain.account(59);
    const status = await heard(() => runStatus(address, { ...flags(), json: true }));
    expect(JSON.parse(status.out).delegations).toMatchObject([
      { operator: first, amount: String(parseEther("60")) },
      { operator: second, formerly: first, amount: String(parseEther("40")) },
    ]);
    await heard(() => runRemove("20", { ...flags(), from: first }));
    const table = await heard(() => runStatus(address, flags()));
    expect(table.out).toContain("40 SEND");
    expect(table.out).toMatch(/unbonding +unlocks/);
    await expect(runRemove(undefined, { ...flags(), withdraw: true })).rejects.toMatchObject({
      code: "NOTHING_WITHDRAWABLE",
    });
  });

  it("refuses what cannot be before anything is sent", async () => {
    const [first = ""] = operators;
    await expect(runDelegate(first, "much", flags())).rejects.toMatchObject({
      code: "CONFIG_AMOUNT",
    });
    await expect(runRemove("1", flags())).rejects.toMatchObject({ code: "CONFIG_STAKE" });
    await expect(runRemove("1", { ...flags(), from: keyless })).rejects.toMatchObject({
      code: "NO_DELEGATION",
    });
  });
});

const keyless = "0x00000000000000000000000000000000000000aa";
