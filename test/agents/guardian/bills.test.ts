import { createClientNode, dialNode } from "@sendingnetwork/sdk/node";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { frames, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import { zeroHash } from "viem";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askInventory } from "../../../agents/src/protocols/attest/index.ts";
import { type SignedBill, submitBill } from "../../../agents/src/protocols/bills/index.ts";
import { billOf, edgeOf, fillNetwork, voucherOf, walletOf } from "../../support/bills.ts";
import { log, SEND } from "../../support/fakeNetwork.ts";
import {
  type GuardianNetwork,
  startGuardians,
  type TestGuardian,
} from "../../support/guardians.ts";

const EPOCH = 5;

let network: GuardianNetwork;
let guardian: TestGuardian;
let client: Awaited<ReturnType<typeof createClientNode>>;

beforeEach(async () => {
  network = await startGuardians(2);
  fillNetwork(network.view, 2);
  guardian = network.guardians[0] as TestGuardian;
  network.view.setTime(network.view.clock.endOf(EPOCH));
  client = await createClientNode();
});

afterEach(async () => {
  await client.stop();
  await network.stop();
});

const submit = (bill: SignedBill) =>
  submitBill(client, guardian.record(), bill, { deployment: network.view.deployment });

const inventory = async () => {
  const [, other] = network.guardians;
  const receipts = await askInventory((other as TestGuardian).node, guardian.record(), {
    epoch: EPOCH,
    kind: "bill",
  });
  return receipts.map(({ itemHash }) => itemHash);
};

describe("handing in a bill", () => {
  it("gives a receipt that survives a restart, and the same one again", async () => {
    const bill = await billOf(1, EPOCH);
    const receipt = await submit(bill);
    const hash = digestOf(network.view.deployment, "Bill", bill.bill);
    expect(receipt).toMatchObject({ epoch: EPOCH, kind: 1, itemHash: hash });
    expect(await submit(bill)).toEqual(receipt);
    await guardian.restart();
    expect(await inventory()).toEqual([hash]);
    expect(await submit(bill)).toEqual(receipt);
  });

  it("takes vouchers of registered keys", async () => {
    const key = walletOf(9);
    const payer = walletOf(0).address;
    const event = { payer, key: key.address, fromEpoch: 3n, toEpoch: 9n, cap: SEND };
    network.view.apply(log("VoucherKeySet", event));
    const { operator: payee } = edgeOf(1);
    const voucher = await voucherOf(0, { payee, epoch: EPOCH, signer: key });
    await submit(await billOf(1, EPOCH, { vouchers: [voucher] }));
    const late = await voucherOf(0, { payee, epoch: 10, signer: key });
    network.view.setTime(network.view.clock.endOf(10));
    const bill = await billOf(1, 10, { vouchers: [late] });
    await expect(submit(bill)).rejects.toMatchObject({ code: "VOUCHER_REJECTED" });
  });

  const other = edgeOf(2).operator;
  const refused: [string, () => Promise<SignedBill>, string][] = [
    ["an Edge that was not active", () => billOf(3, EPOCH), "UNAUTHORIZED"],
    [
      "another key",
      () => billOf(1, EPOCH, { signerKey: edgeOf(2).signerKey }),
      "INVALID_SIGNATURE",
    ],
    ["no vouchers", () => billOf(1, EPOCH, { vouchers: [] }), "INVALID_REQUEST"],
    [
      "a root that is not theirs",
      () => billOf(1, EPOCH, { changes: { root: zeroHash } }),
      "INVALID_REQUEST",
    ],
    [
      "a wei too much",
      () => billOf(1, EPOCH, { changes: { fee: 2n * SEND + 1n } }),
      "INVALID_REQUEST",
    ],
    [
      "a byte too much",
      () => billOf(1, EPOCH, { changes: { bytesCarried: 2_049 } }),
      "INVALID_REQUEST",
    ],
    ["one voucher too few", () => billOf(1, EPOCH, { changes: { count: 1 } }), "INVALID_REQUEST"],
    [
      "a voucher for another Edge",
      async () =>
        billOf(1, EPOCH, { vouchers: [await voucherOf(0, { payee: other, epoch: EPOCH })] }),
      "VOUCHER_REJECTED",
    ],
    [
      "a voucher of another epoch",
      async () =>
        billOf(1, EPOCH, {
          vouchers: [await voucherOf(0, { payee: edgeOf(1).operator, epoch: EPOCH - 1 })],
        }),
      "VOUCHER_REJECTED",
    ],
    [
      "one payer twice",
      async () => {
        const voucher = await voucherOf(0, { payee: edgeOf(1).operator, epoch: EPOCH });
        return billOf(1, EPOCH, { vouchers: [voucher, voucher] });
      },
      "VOUCHER_REJECTED",
    ],
    [
      "vouchers out of order",
      async () => {
        const bill = await billOf(1, EPOCH);
        return { ...bill, vouchers: [...bill.vouchers].reverse() };
      },
      "VOUCHER_REJECTED",
    ],
    [
      "a payer without a deposit",
      async () =>
        billOf(1, EPOCH, {
          vouchers: [await voucherOf(7, { payee: edgeOf(1).operator, epoch: EPOCH })],
        }),
      "VOUCHER_REJECTED",
    ],
    [
      "a voucher that somebody else signed",
      async () =>
        billOf(1, EPOCH, {
          vouchers: [
            await voucherOf(0, { payee: edgeOf(1).operator, epoch: EPOCH, signer: walletOf(1) }),
          ],
        }),
      "VOUCHER_REJECTED",
    ],
  ];

  it.each(refused)("refuses %s", async (_, make, code) => {
    await expect(submit(await make())).rejects.toMatchObject({ code });
    expect(await guardian.problems(code, "bills")).toBe(1);
    expect(await inventory()).toEqual([]);
  });

  it("is open from the end of the epoch until its bills are on chain", async () => {
    const { view } = network;
    view.setTime(view.clock.endOf(EPOCH) - 5);
    const bill = await billOf(1, EPOCH);
    await expect(submit(bill)).rejects.toMatchObject({ code: "WRONG_EPOCH" });
    view.setTime(view.clock.endOf(EPOCH) + 3_600);
    await submit(bill);
    view.apply(
      log("BillsRecorded", {
        epoch: BigInt(EPOCH),
        round: 0,
        billsRoot: zeroHash,
        signers: 3,
        sampleRound: 1n,
      }),
    );
    await expect(submit(await billOf(2, EPOCH))).rejects.toMatchObject({ code: "WRONG_EPOCH" });
  });

  it("keeps two different bills of an Edge and no third", async () => {
    const { operator: payee } = edgeOf(1);
    for (const fee of [1n, 2n]) {
      const voucher = await voucherOf(0, { payee, epoch: EPOCH, fee });
      await submit(await billOf(1, EPOCH, { vouchers: [voucher] }));
    }
    const third = await voucherOf(0, { payee, epoch: EPOCH, fee: 3n });
    await expect(submit(await billOf(1, EPOCH, { vouchers: [third] }))).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
    expect(await inventory()).toHaveLength(2);
  });

  it("ends malformed and oversized frames with a Problem", async () => {
    const connection = await dialNode(client, guardian.record());
    const say = async (bytes: Uint8Array) => {
      const stream = await connection.newStream(PROTOCOLS.bills);
      const answers = frames(stream, { send: wire.Bill, receive: wire.ItemAnswer });
      stream.send(bytes);
      return (await answers.read())?.problem?.code;
    };
    expect(await say(Uint8Array.of(3, 0xff, 0xff, 0xff))).toBe("MALFORMED_FRAME");
    expect(await say(Uint8Array.of(0xff, 0xff, 0xff, 0x7f))).toBe("FRAME_TOO_LARGE");
    expect(await guardian.problems("MALFORMED_FRAME", "bills")).toBe(1);
    expect(await guardian.problems("FRAME_TOO_LARGE", "bills")).toBe(1);
    await submit(await billOf(1, EPOCH));
  });
});
