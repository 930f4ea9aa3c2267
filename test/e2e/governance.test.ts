import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEther } from "viem";
import { afterAll, describe, expect, inject, it, vi } from "vitest";
import { developerKey } from "../../agents/src/local/developer.ts";
import { readMetrics } from "../../agents/src/local/readMetrics.ts";
import { sdnJson } from "./sdn.ts";

const { data } = inject("resumed");
const MIB = 2 ** 20;
const keys = mkdtempSync(join(tmpdir(), "sdn-gov-"));
const key = join(keys, "developer.key");
writeFileSync(key, developerKey, { mode: 0o600 });
afterAll(() => rmSync(keys, { recursive: true }));

const readyOf = (name: string): { pid: number; health: string } =>
  JSON.parse(readFileSync(join(data, "nodes", name, "ready.json"), "utf8"));

const gov = (...args: string[]) => sdnJson(data, "gov", ...args, "--key", key, "--yes");
const stateOf = async (id: string) => (await sdnJson(data, "gov", "show", id)).state;

/** Waits until the chain's time brings the proposal there. */
const until = (id: string, state: string) =>
  vi.waitFor(async () => expect(await stateOf(id)).toBe(state), {
    timeout: 20_000,
    interval: 500,
  });

describe("governance of a running network", () => {
  it("changes parameters that an Edge then obeys without a restart", async () => {
    const before = readyOf("edge-1");
    const metrics = async () => {
      const values = await readMetrics(before.health);
      return [
        values?.get("sdn_edge_free_quota_bytes"),
        values?.get("sdn_edge_price_wei_per_mib"),
      ] as const;
    };
    expect(await metrics()).toEqual([16 * MIB, Number(parseEther("0.001"))]);

    // The developer holds the SEND of a local network; by delegation it becomes votes.
    await gov("delegate");
    const changes = ["freeQuota=24MiB", "relayOutMost=0.0005"];
    const { proposalId } = await gov("propose", ...changes, "--description", "Cheaper, and more");
    await until(proposalId, "active");
    const { votes } = await gov("vote", proposalId, "for", "--reason", "yes");
    expect(BigInt(votes.for)).toBeGreaterThan(parseEther("1000000"));
    await until(proposalId, "succeeded");
    const { executableAt } = await gov("queue", proposalId);
    await vi.waitFor(
      async () => {
        const { proposals } = await sdnJson(data, "gov", "list", "--track", "parameters");
        const waiting = proposals.find(
          (it: { proposalId: string }) => it.proposalId === proposalId,
        );
        expect(waiting).toMatchObject({ state: "queued", executableAt });
        await gov("execute", proposalId);
      },
      { timeout: 20_000, interval: 1_000 },
    );
    expect(await stateOf(proposalId)).toBe("executed");

    const { parameters } = await sdnJson(data, "gov", "params");
    expect(parameters.at(-1)).toMatchObject({ name: "freeQuota", value: `${24 * MIB}` });
    const obeyed = [24 * MIB, Number(parseEther("0.0005"))];
    await vi.waitFor(async () => expect(await metrics()).toEqual(obeyed), { timeout: 10_000 });
    expect(readyOf("edge-1")).toEqual(before);
  }, 60_000);
});
