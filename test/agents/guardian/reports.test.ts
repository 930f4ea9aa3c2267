import { assignmentOf, semaphoreScope } from "@sendingnetwork/sdk/network";
import { digestOf, type Report } from "@sendingnetwork/sdk/typed-data";
import { keccak256, toHex, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import {
  type ReportChecks,
  type ReportStatement,
  verifyReport,
} from "../../../agents/src/protocols/reports/index.ts";
import type { ReportItem } from "../../../agents/src/settlement/index.ts";
import { edgeOf, fillNetwork } from "../../support/bills.ts";
import { operatorOf, seedProven } from "../../support/fakeNetwork.ts";
import { SettlementView } from "../../support/guardians.ts";

const EPOCH = 5;
const EDGES = 4;
const NULLIFIER = 123_456_789n;

class FrozenView extends SettlementView {
  members = [11n, 0n, 13n];
  override licenceMembers = (): bigint[] => this.members;
  override frozenRoot = (): bigint => (this.members.length === 0 ? 0n : 4_711n);
}

function network(): FrozenView {
  const view = new FrozenView();
  fillNetwork(view, EDGES);
  view.apply(seedProven(EPOCH));
  view.setTime(view.clock.endOf(EPOCH));
  return view;
}

const active = Array.from({ length: EDGES }, (_, i) => edgeOf(i + 1).operator);

function itemOf(changes: Partial<Report> = {}, count = EDGES): ReportItem {
  const results = assignmentOf(NULLIFIER, active, count).map((edge, i) => ({
    edge,
    ok: i !== 1,
    latencyMs: i === 1 ? 0 : 100 + i,
    evidenceHash: keccak256(edge),
  }));
  const payout = operatorOf(77);
  const report = { epoch: EPOCH, nullifier: NULLIFIER, results, payout, ...changes };
  return { report, proof: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n] };
}

function checksOf(given: Partial<ReportChecks> = {}): ReportChecks & { asked: ReportStatement[] } {
  const asked: ReportStatement[] = [];
  return {
    asked,
    validReports: async () => 0,
    isProof: async (statement) => asked.push(statement) > 0,
    ...given,
  };
}

describe("verifyReport", () => {
  it("asks for the proof of exactly this report by a member of the frozen set", async () => {
    const view = network();
    const checks = checksOf();
    const item = itemOf();
    await expect(verifyReport(view, checks, item)).resolves.toEqual(item);
    expect(checks.asked).toEqual([
      {
        epoch: EPOCH,
        root: 4_711n,
        nullifier: NULLIFIER,
        message: BigInt(digestOf(view.deployment, "Report", item.report)),
        scope: semaphoreScope(view.deployment, EPOCH, keccak256(toHex(EPOCH))),
        points: item.proof,
      },
    ]);
  });

  it("wants fewer results after an epoch with many reports", async () => {
    // ceil(9 * 4 / 18) = 2
    const checks = checksOf({ validReports: async () => 18 });
    await expect(verifyReport(network(), checks, itemOf({}, 2))).resolves.toBeDefined();
    await expect(verifyReport(network(), checks, itemOf())).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
  });

  const { results } = itemOf().report;
  const [first, second, ...others] = results;
  if (first === undefined || second === undefined) throw new Error("no results");
  it.each<[string, ReportItem, string]>([
    [
      "results in another order",
      itemOf({ results: [second, first, ...others] }),
      "INVALID_REQUEST",
    ],
    ["a result too few", itemOf({ results: results.slice(1) }), "INVALID_REQUEST"],
    ["one Edge twice", itemOf({ results: [first, first, ...others] }), "INVALID_REQUEST"],
    [
      "an Edge not drawn",
      itemOf({ results: [{ ...first, edge: operatorOf(99) }, second, ...others] }),
      "INVALID_REQUEST",
    ],
    ["another nullifier's draw", itemOf({ nullifier: NULLIFIER + 1n }), "INVALID_REQUEST"],
    [
      "a success in no time",
      itemOf({ results: [{ ...first, latencyMs: 0 }, second, ...others] }),
      "INVALID_REQUEST",
    ],
    [
      "a failure that took time",
      itemOf({ results: [first, { ...second, latencyMs: 5 }, ...others] }),
      "INVALID_REQUEST",
    ],
    ["nobody to pay", itemOf({ payout: zeroAddress }), "INVALID_REQUEST"],
    ["a nullifier outside the field", itemOf({ nullifier: 2n ** 256n - 1n }), "UNAUTHORIZED"],
  ])("refuses %s", async (_, item, code) => {
    const checks = checksOf();
    await expect(verifyReport(network(), checks, item)).rejects.toMatchObject({ code });
    expect(checks.asked).toEqual([]);
  });

  it("refuses a proof that does not hold", async () => {
    const checks = checksOf({ isProof: async () => false });
    await expect(verifyReport(network(), checks, itemOf())).rejects.toMatchObject({
      code: "INVALID_SIGNATURE",
    });
  });

  it("refuses everything for an epoch without identities or seed", async () => {
    const nobody = network();
    nobody.members = [];
    await expect(verifyReport(nobody, checksOf(), itemOf())).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    const item = itemOf({ epoch: EPOCH + 1 });
    await expect(verifyReport(network(), checksOf(), item)).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
  });

  it("leaves out the nullifiers above the threshold of a crowded epoch", async () => {
    const view = network();
    // Nine members an Edge report; of 72 members that is every second nullifier.
    view.members = Array.from({ length: 72 }, (_, i) => BigInt(i + 1));
    const half =
      21888242871839275222246405745257275088548364400416034343698204186575808495617n / 2n;
    const above = itemOf({ nullifier: half + 1n });
    await expect(verifyReport(view, checksOf(), above)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    await expect(verifyReport(view, checksOf(), itemOf())).resolves.toBeDefined();
  });
});
