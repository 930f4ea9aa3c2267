import { createClientNode } from "@sendingnetwork/sdk/node";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { type Hex, hexToBytes, keccak256, toHex, zeroHash } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  askInventory,
  askItem,
  askSignature,
  type Proposal,
} from "../../../agents/src/protocols/attest/index.ts";
import { submitBill } from "../../../agents/src/protocols/bills/index.ts";
import type { SignedBill } from "../../../agents/src/protocols/items/index.ts";
import { proposerOf } from "../../../agents/src/roles/guardian/rounds.ts";
import { billHash, billsRoot } from "../../../agents/src/settlement/index.ts";
import { recoverSigner } from "../../../agents/src/signing/index.ts";
import { billOf, fillNetwork } from "../../support/bills.ts";
import { seedProven } from "../../support/fakeNetwork.ts";
import {
  type GuardianNetwork,
  startGuardians,
  type TestGuardian,
} from "../../support/guardians.ts";

// The first epoch with Guardians, and so the first that is settled.
const EPOCH = 1;

let network: GuardianNetwork;
let proposer: TestGuardian;
let signer: TestGuardian;
let third: TestGuardian;

beforeEach(async () => {
  network = await startGuardians(3);
  const { view, guardians } = network;
  fillNetwork(view, 3);
  view.apply(seedProven(EPOCH));
  view.setTime(view.clock.windows(EPOCH).billsEnd);
  const name = proposerOf(view, EPOCH, 0);
  const others = guardians.filter(({ operator }) => operator !== name);
  proposer = guardians.find(({ operator }) => operator === name) as TestGuardian;
  [signer, third] = others as [TestGuardian, TestGuardian];
});

afterEach(async () => {
  await network.stop();
});

async function handIn(bill: SignedBill, to: readonly TestGuardian[]): Promise<Hex> {
  const { deployment } = network.view;
  const client = await createClientNode();
  for (const guardian of to) await submitBill(client, guardian.record(), bill, { deployment });
  await client.stop();
  return digestOf(deployment, "Bill", bill.bill);
}

function proposalOf(items: readonly Hex[], changes: Partial<Proposal> = {}): Proposal {
  const { epoch, round } = { epoch: EPOCH, round: 0, ...changes };
  const inputs = { epoch, round, billsRoot: billsRoot(items), reportsRoot: zeroHash };
  const digest = digestOf(network.view.deployment, "InputSet", inputs);
  return { epoch, round, stage: "bills", items, digest, ...changes };
}

const ask = (proposal: Proposal, from = proposer, to = signer) =>
  askSignature(from.node, to.record(), proposal, {});

describe("attesting a set of bills", () => {
  it("signs what it holds and fetches from the proposer what it lacks", async () => {
    const known = await handIn(await billOf(1, EPOCH), [proposer, signer]);
    const unknown = await handIn(await billOf(2, EPOCH), [proposer]);
    const proposal = proposalOf([known, unknown]);
    const signature = await ask(proposal);
    expect(recoverSigner(hexToBytes(proposal.digest), hexToBytes(signature))).toBe(
      privateKeyToAddress(signer.signerKey).toLowerCase(),
    );
    const receipts = await askInventory(third.node, signer.record(), {
      epoch: EPOCH,
      kind: "bill",
    });
    expect(receipts.map(({ itemHash }) => itemHash).sort()).toEqual([known, unknown].sort());
    const { kind, item } = await askItem(third.node, signer.record(), {
      epoch: EPOCH,
      hash: unknown,
    });
    if (kind !== "bill") throw new Error("a bill was asked for");
    expect(digestOf(network.view.deployment, "Bill", item.bill)).toBe(unknown);
  });

  it("signs the empty set when nobody handed in", async () => {
    await expect(ask(proposalOf([]))).resolves.toMatch(/^0x[0-9a-f]{130}$/);
  });

  it("refuses a set that leaves out what a third of the stake gave receipts for", async () => {
    await handIn(await billOf(1, EPOCH), [signer]);
    // One of three Guardians is a third.
    await expect(ask(proposalOf([]))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  it("refuses items out of order, twice, or of another epoch", async () => {
    const first = await handIn(await billOf(1, EPOCH), [proposer, signer]);
    const second = await handIn(await billOf(2, EPOCH), [proposer, signer]);
    for (const items of [
      [second, first],
      [first, first, second],
    ]) {
      await expect(ask(proposalOf(items))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    }
    const { view } = network;
    view.setTime(view.clock.endOf(EPOCH + 1));
    const later = await handIn(await billOf(1, EPOCH + 1), [proposer]);
    view.setTime(view.clock.windows(EPOCH).billsEnd);
    await expect(ask(proposalOf([first, second, later]))).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
  });

  it("refuses an item that the proposer cannot show", async () => {
    await expect(ask(proposalOf([keccak256(toHex("nothing"))]))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("refuses a digest of something else", async () => {
    const proposal = proposalOf([], { digest: keccak256(toHex("else")) });
    await expect(ask(proposal)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  it("signs one digest per round, also after a restart", async () => {
    await ask(proposalOf([]));
    await signer.restart();
    await ask(proposalOf([]));
    const added = await handIn(await billOf(1, EPOCH), [proposer]);
    await expect(ask(proposalOf([added]))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    // The next round starts afresh, if its proposer asks.
    const { view } = network;
    view.setTime(view.now() + view.deployment.schedule.attestWindow);
    const next = network.guardians.find(
      ({ operator }) => operator === proposerOf(view, EPOCH, 1),
    ) as TestGuardian;
    const to = next === signer ? third : signer;
    await handIn(await billOf(1, EPOCH), [next]);
    await expect(ask(proposalOf([added], { round: 1 }), next, to)).resolves.toBeDefined();
  });

  it.each([
    ["too early", { stage: "inputs" as const }, "WRONG_EPOCH"],
    ["for another epoch", { epoch: EPOCH + 1 }, "WRONG_EPOCH"],
    ["for a round to come", { round: 3 }, "UNAUTHORIZED"],
  ])("refuses a proposal %s", async (_, changes, code) => {
    await expect(ask(proposalOf([], changes))).rejects.toMatchObject({ code });
    expect(await signer.problems(code, "attest")).toBe(1);
  });

  it("refuses a proposal from a Guardian whose turn it is not", async () => {
    await expect(ask(proposalOf([]), third)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("answers nobody but Guardians", async () => {
    const stranger = await createClientNode();
    const question = { epoch: EPOCH, kind: "bill" } as const;
    await expect(askInventory(stranger, signer.record(), question)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    await stranger.stop();
  });
});

describe("the proposed order", () => {
  it("is the one that bills settle in", async () => {
    const bills = await Promise.all([1, 2, 3].map((index) => billOf(index, EPOCH)));
    const { deployment } = network.view;
    const hashes: Hex[] = [];
    for (const bill of bills) hashes.push(await handIn(bill, [proposer]));
    const vouchers = bills[0]?.vouchers.map((voucher) => ({ ...voucher, signer: voucher.payer }));
    expect(billHash(deployment, { ...(bills[0] as SignedBill), vouchers: vouchers ?? [] })).toBe(
      hashes[0],
    );
    await expect(ask(proposalOf(hashes))).resolves.toBeDefined();
  });
});
