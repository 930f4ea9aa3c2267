import { encodeVoucher, signVoucher } from "@sendingnetwork/sdk/payments";
import fc from "fast-check";
import type { Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import { GroupCommit, openDatabase } from "../../../agents/src/database/index.ts";
import { schema } from "../../../agents/src/mailbox/index.ts";
import { Ledger, VoucherDesk, VoucherStore } from "../../../agents/src/payments/index.ts";
import { log, operatorOf, SEND } from "../../support/fakeNetwork.ts";
import { FakeView } from "../../support/fakeView.ts";

const edge = operatorOf(1);
const wallet = privateKeyToAccount(`0x${"21".repeat(32)}`);
const key = privateKeyToAccount(`0x${"22".repeat(32)}`);
const stranger = privateKeyToAccount(`0x${"23".repeat(32)}`);
const lower = (address: Address) => address.toLowerCase() as Address;
const payer = lower(wallet.address);
const DEPOSIT = 160n * SEND;
const EPOCH = 5;

function openDesk() {
  const view = new FakeView();
  view.setTime(view.clock.startOf(EPOCH) + 5);
  view.apply(
    log("Deposited", { payer, from: payer, amount: DEPOSIT, total: DEPOSIT }),
    log("VoucherKeySet", { payer, key: key.address, fromEpoch: 5n, toEpoch: 6n, cap: SEND }),
  );
  const database = openDatabase(":memory:", schema);
  const store = new VoucherStore(database, edge);
  const price = SEND;
  const desk = new VoucherDesk({
    edge,
    tariff: { price },
    view,
    commit: new GroupCommit(database),
    store,
    openEpoch: () => view.clock.epochAt(view.now() - 1),
  });
  const currentEpoch = () => view.currentEpoch();
  const depositOf = (account: Address) => view.deposit(account);
  const ledger = new Ledger({ tariff: { price, freeBytes: 10 }, currentEpoch, depositOf });
  const open = (who: Address | undefined = payer) => ({
    payer: who,
    account: ledger.open({ peerId: "peer", payer: who }),
  });
  return { view, desk, store, open };
}

type Changes = { fee?: bigint; payee?: Address; epoch?: number; payer?: Address; seq?: number };

async function voucher(view: FakeView, changes: Changes = {}, signer = wallet) {
  const plain = { payer, payee: edge, epoch: EPOCH, fee: SEND, bytesCarried: 100, seq: 1 };
  return encodeVoucher(await signVoucher(view.deployment, { ...plain, ...changes }, signer));
}

describe("VoucherDesk", () => {
  it("keeps the voucher on disk before it counts", async () => {
    const { view, desk, store, open } = openDesk();
    const session = open();
    const accepting = desk.accept(await voucher(view, { fee: 2n * SEND }), session);
    // Two MiB are paid for; one is the credit. Not yet:
    session.account.charge(2 ** 20);
    expect(() => session.account.charge(2 ** 20)).toThrow();
    await accepting;
    expect(store.best(payer, EPOCH)).toMatchObject({ payer, payee: edge, fee: 2n * SEND });
    session.account.charge(2 ** 20);
    session.account.charge(2 ** 20);
    expect(() => session.account.charge(1)).toThrow();
  });

  it.each<[string, string, Changes, typeof wallet]>([
    ["VOUCHER_REJECTED", "made out to another Edge", { payee: operatorOf(2) }, wallet],
    ["VOUCHER_REJECTED", "of another payer", { payer: lower(stranger.address) }, stranger],
    ["VOUCHER_REJECTED", "that promises nothing", { fee: 0n }, wallet],
    ["VOUCHER_REJECTED", "of an epoch to come", { epoch: EPOCH + 1 }, wallet],
    ["VOUCHER_REJECTED", "above a sixteenth of the deposit", { fee: 10n * SEND + 1n }, wallet],
    ["VOUCHER_REJECTED", "above its key's cap", { fee: SEND + 1n }, key],
    ["VOUCHER_REPLAYED", "of an epoch that is over", { epoch: EPOCH - 1 }, wallet],
    ["INVALID_SIGNATURE", "that a stranger signed", {}, stranger],
  ])("refuses as %s one %s", async (code, _, changes, signer) => {
    const { view, desk, store, open } = openDesk();
    const refused = desk.accept(await voucher(view, changes, signer), open());
    await expect(refused).rejects.toMatchObject({ code });
    expect(store.ofEpoch(EPOCH)).toEqual([]);
  });

  it("refuses one whose fields were changed after signing", async () => {
    const { view, desk, open } = openDesk();
    const signed = await voucher(view);
    const refused = desk.accept({ ...signed, bytesCarried: 101 }, open());
    await expect(refused).rejects.toMatchObject({ code: "INVALID_SIGNATURE" });
  });

  it("takes a registered key's vouchers within its epochs and cap", async () => {
    const { view, desk, store, open } = openDesk();
    await desk.accept(await voucher(view, { fee: SEND }, key), open());
    expect(store.best(payer, EPOCH)?.fee).toBe(SEND);
    view.setTime(view.clock.startOf(7) + 5);
    const late = desk.accept(await voucher(view, { epoch: 7 }, key), open());
    await expect(late).rejects.toMatchObject({ code: "INVALID_SIGNATURE" });
  });

  it("keeps the highest fee, in whatever order and over however many connections they come", async () => {
    const fees = fc.array(fc.bigInt({ min: 1n, max: 10n * SEND }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fees, async (list) => {
        const { view, desk, store, open } = openDesk();
        const results = await Promise.allSettled(
          list.map(async (fee, seq) => desk.accept(await voucher(view, { fee, seq }), open())),
        );
        const [highest] = list.toSorted((a, b) => (a < b ? 1 : -1));
        expect(store.best(payer, EPOCH)?.fee).toBe(highest);
        expect(store.ofEpoch(EPOCH)).toHaveLength(1);
        for (const result of results) {
          if (result.status === "fulfilled") continue;
          expect(result.reason).toMatchObject({ code: "VOUCHER_REPLAYED" });
        }
      }),
      { numRuns: 20 },
    );
  });

  it("credits a replay with nothing", async () => {
    const { view, desk, open } = openDesk();
    const signed = await voucher(view, { fee: SEND });
    await desk.accept(signed, open());
    const other = open();
    await expect(desk.accept(signed, other)).rejects.toMatchObject({ code: "VOUCHER_REPLAYED" });
    other.account.charge(2 ** 20);
    expect(() => other.account.charge(1)).toThrow();
  });

  it("puts a session on credit whose payer made its deposit only after it was opened", async () => {
    const { view, desk, open } = openDesk();
    const late = lower(stranger.address);
    const session = open(late);
    expect(session.account.creditBytes).toBe(0);
    view.apply(log("Deposited", { payer: late, from: late, amount: DEPOSIT, total: DEPOSIT }));
    await desk.accept(await voucher(view, { payer: late }, stranger), session);
    session.account.charge(2 ** 20);
  });
});
