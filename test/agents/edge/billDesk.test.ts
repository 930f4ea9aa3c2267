import { signVoucher } from "@sendingnetwork/sdk/payments";
import type { Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import { GroupCommit, openDatabase } from "../../../agents/src/database/index.ts";
import { schema } from "../../../agents/src/mailbox/index.ts";
import { createLogger } from "../../../agents/src/observe/index.ts";
import { VoucherStore } from "../../../agents/src/payments/index.ts";
import { verifyBill } from "../../../agents/src/protocols/bills/index.ts";
import { type SignedBill, signReceipt } from "../../../agents/src/protocols/items/index.ts";
import { BillDesk } from "../../../agents/src/roles/edge/BillDesk.ts";
import { BillStore } from "../../../agents/src/roles/edge/BillStore.ts";
import { createSigner } from "../../../agents/src/signing/index.ts";
import { log, operatorOf, registered, SEND } from "../../support/fakeNetwork.ts";
import { FakeView } from "../../support/fakeView.ts";

const edge = operatorOf(1);
const guardians = [operatorOf(11), operatorOf(12)];
const signer = createSigner(`0x${"31".repeat(32)}`);
const EPOCH = 5;
const wallets = ["41", "42", "43"].map((byte) => privateKeyToAccount(`0x${byte.repeat(32)}`));

async function openDesk() {
  const view = new FakeView();
  view.setTime(view.clock.startOf(EPOCH) + 5);
  view.apply(registered({ operator: edge, signer: signer.address }));
  for (const operator of guardians) view.apply(registered({ operator, role: 2 }));
  const database = openDatabase(":memory:", schema);
  const vouchers = new VoucherStore(database, edge);
  const bills = new BillStore(database);
  const commit = new GroupCommit(database);
  for (const [i, wallet] of wallets.entries()) {
    const payer = wallet.address.toLowerCase() as Address;
    view.apply(log("Deposited", { payer, from: payer, amount: SEND, total: SEND }));
    const fee = BigInt(1_000 + i);
    const plain = { payer, payee: edge, epoch: EPOCH, fee, bytesCarried: 10 + i, seq: 1 };
    vouchers.put(await signVoucher(view.deployment, plain, wallet));
  }
  const handedIn: { guardian: Address; bill: SignedBill }[] = [];
  const down = new Set<Address>();
  // A restart is a second desk over the same database.
  const start = () =>
    new BillDesk({
      identity: { edge, deployment: view.deployment, signer },
      view,
      commit,
      vouchers,
      bills,
      log: createLogger({ name: "edge", level: "silent" }),
      submit: async ({ operator }, bill) => {
        if (down.has(operator)) throw new Error("down");
        handedIn.push({ guardian: operator, bill });
        const itemHash = `0x${"00".repeat(32)}` as const;
        const receipt = { guardian: operator, epoch: EPOCH, kind: 1, itemHash };
        return signReceipt(view.deployment, signer, receipt);
      },
    });
  return { view, start, handedIn, down, bills };
}

describe("BillDesk", () => {
  it("bills an epoch after its end and its grace, as Guardians verify it", async () => {
    const { view, start, handedIn } = await openDesk();
    const desk = start();
    view.setTime(view.clock.endOf(EPOCH));
    expect(desk.openEpoch()).toBe(EPOCH);
    await desk.run();
    expect(handedIn).toEqual([]);

    view.setTime(view.clock.endOf(EPOCH) + 1);
    await desk.run();
    expect(desk.openEpoch()).toBe(EPOCH + 1);
    expect(handedIn.map(({ guardian }) => guardian)).toEqual(guardians);
    const { bill, vouchers } = await verifyBill(view, handedIn[0]?.bill as SignedBill);
    expect(bill).toMatchObject({ edge, epoch: EPOCH, fee: 3_003n, bytesCarried: 33, count: 3 });
    expect(vouchers).toHaveLength(3);
  });

  it("hands the same bill to a Guardian that was down, also after a restart, and nobody twice", async () => {
    const { view, start, handedIn, down, bills } = await openDesk();
    const [first, second] = guardians as [Address, Address];
    down.add(second);
    view.setTime(view.clock.endOf(EPOCH) + 1);
    await start().run();
    const restarted = start();
    await restarted.run();
    expect(handedIn.map(({ guardian }) => guardian)).toEqual([first]);
    down.clear();
    await restarted.run();
    await restarted.run();
    expect(handedIn.map(({ guardian }) => guardian)).toEqual([first, second]);
    expect(handedIn[1]?.bill).toEqual(handedIn[0]?.bill);
    expect([...bills.receivedBy(EPOCH)]).toEqual(guardians);
  });

  it("gives up once the epoch's bills are fixed on the chain", async () => {
    const { view, start, handedIn, down } = await openDesk();
    for (const guardian of guardians) down.add(guardian);
    view.setTime(view.clock.endOf(EPOCH) + 1);
    const desk = start();
    await desk.run();
    const billsRoot = `0x${"00".repeat(32)}` as const;
    const fixed = { epoch: BigInt(EPOCH), round: 0, billsRoot, signers: 3, sampleRound: 1n };
    view.apply(log("BillsRecorded", fixed));
    down.clear();
    await desk.run();
    expect(handedIn).toEqual([]);
  });
});
