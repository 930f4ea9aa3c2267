import { describe, expect, inject, it } from "vitest";
import type { ScenarioResult } from "../../script/local/scenario.ts";
import { givenText } from "./network.ts";

const once = inject("once");
const parse = () => JSON.parse(once.stdout.trimEnd().split("\n").at(-1) ?? "") as ScenarioResult;

describe("npm start -- --once --json --message", () => {
  it("ends with status 0 and leaves no process behind", () => {
    expect(once.status, once.stderr).toBe(0);
    expect(once.left).toEqual([]);
  });

  it("delivers every message, the given text among them", () => {
    const { messages } = parse();
    expect(messages.sent).toBeGreaterThanOrEqual(3);
    expect(messages.delivered).toBe(messages.sent);
    expect(messages.texts).toEqual([givenText]);
  });

  it("has at least two custody receipts for each message", () => {
    const { messages, receipts } = parse();
    expect(receipts).toBeGreaterThanOrEqual(2 * messages.sent);
  });

  it("settles the epoch in one transaction that a quorum of Guardians signed", () => {
    const { settlement } = parse();
    expect(settlement.transaction).toMatch(/^0x[0-9a-f]{64}$/);
    expect(new Set(settlement.signers).size).toBe(settlement.signers.length);
    expect(settlement.signers.length).toBeGreaterThanOrEqual(3);
    const amount = (name: string) => BigInt(settlement.totals[name] ?? -1);
    expect(amount("debits")).toBeGreaterThan(0n);
    expect(amount("emission")).toBeGreaterThan(0n);
    expect(amount("debits") - amount("burn") + amount("emission")).toBe(
      amount("credits") + amount("watchdogs"),
    );
  });

  it("pays an Edge, a WatchDog and a Guardian", () => {
    const { claims } = parse();
    for (const claim of claims) expect(BigInt(claim.amount)).toBeGreaterThan(0n);
    const roles = new Set(claims.map(({ role }) => role));
    expect(roles).toEqual(new Set(["edge", "watchdog", "guardian"]));
  });

  it("is told by the indexer's API", () => {
    const { indexer } = parse();
    expect(indexer).toMatchObject({ dids: 2, links: 2, devices: 2, nodes: 8 });
  });
});
