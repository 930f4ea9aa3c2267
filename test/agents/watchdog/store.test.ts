import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keccak256, toHex } from "viem";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { secretTime, until } from "../../../agents/src/roles/watchdog/schedule.ts";
import { WatchdogStore } from "../../../agents/src/roles/watchdog/WatchdogStore.ts";
import { operatorOf } from "../../support/fakeNetwork.ts";
import { SettlementView } from "../../support/guardians.ts";
import { reportItem } from "../settlement/arbitraries.ts";

let folder: string;
let store: WatchdogStore;
const path = () => join(folder, "watchdog.sqlite");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-watchdog-"));
  store = new WatchdogStore(path());
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const reopen = () => {
  store.close();
  store = new WatchdogStore(path());
};
const key = keccak256(toHex("key"));

describe("the WatchDog's store", () => {
  it("is for its owner's eyes only", () => {
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("keeps the first result of a test", () => {
    const edge = operatorOf(1);
    const test = { edge, latencyMs: 120, evidenceHash: key, evidence: "{}" };
    store.addTest(5, 1n, test);
    store.addTest(5, 1n, { ...test, latencyMs: 0 });
    reopen();
    expect(store.tests(5, 1n)).toEqual(new Map([[edge, test]]));
    expect(store.tests(5, 2n).size).toBe(0);
  });

  it("keeps one payout address per report until it is claimed", () => {
    const address = operatorOf(21);
    expect(store.payout(5, 1n, { address, key })).toBe(address);
    reopen();
    expect(store.payout(5, 1n, { address: operatorOf(22), key })).toBe(address);
    expect(store.payout(6, 1n, { address: operatorOf(23), key })).toBe(operatorOf(23));
    expect(store.unclaimedEpochs()).toEqual([5, 6]);
    store.setClaimed(address);
    expect(store.unclaimed(5)).toEqual([]);
    expect(store.unclaimedEpochs()).toEqual([6]);
  });

  it("keeps a report and who acknowledged it", () => {
    const item = reportItem(7n, [[operatorOf(1), true, 120]]);
    store.addReport(1n, item);
    store.addReport(1n, reportItem(8n, []));
    store.addReceipt(item.report.epoch, 1n, operatorOf(11), key);
    reopen();
    expect(store.report(item.report.epoch, 1n)).toEqual(item);
    expect(store.acknowledged(item.report.epoch, 1n)).toEqual(new Set([operatorOf(11)]));
    store.dropBefore(item.report.epoch + 1);
    expect(store.report(item.report.epoch, 1n)).toBeUndefined();
  });
});

describe("secret times", () => {
  it("lie between now and the quiet end of the epoch", () => {
    const view = new SettlementView();
    view.setTime(view.clock.startOf(3) + 2);
    const times = Array.from({ length: 200 }, () => secretTime(view, 3));
    expect(Math.min(...times)).toBeGreaterThanOrEqual((view.clock.startOf(3) + 2) * 1_000);
    expect(Math.max(...times)).toBeLessThan((view.clock.startOf(3) + 15) * 1_000);
    expect(new Set(times).size).toBeGreaterThan(150);
    view.setTime(view.clock.startOf(3) + 19);
    expect(secretTime(view, 3)).toBe(view.now() * 1_000);
  });

  it("are reached on the chain's clock", async () => {
    const view = new SettlementView();
    const { signal } = new AbortController();
    await until(view, view.now() * 1_000 + 5, signal);
    let reached = false;
    const time = view.now() + 9;
    const later = until(view, time * 1_000, signal).then(() => {
      reached = true;
    });
    view.setTime(time - 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(reached).toBe(false);
    view.setTime(time);
    await later;
    expect(reached).toBe(true);
  });
});
