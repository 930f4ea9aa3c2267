import { bytesFor, decodeVoucher, type SignedVoucher } from "@sendingnetwork/sdk/payments";
import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import { ProblemCode, ProblemError, type wire } from "@sendingnetwork/sdk/wire";
import { type Address, hexToBytes } from "viem";
import type { GroupCommit } from "../database/index.ts";
import type { EdgeView } from "../protocols/EdgeView.ts";
import { recoverSigner } from "../signing/index.ts";
import { type Account, PaidAccount } from "./Account.ts";
import type { Tariff } from "./Tariff.ts";
import type { VoucherStore } from "./VoucherStore.ts";

export type VoucherDeskOptions = {
  edge: Address;
  tariff: Pick<Tariff, "price">;
  view: EdgeView;
  commit: GroupCommit;
  store: VoucherStore;
  /** First epoch whose bill was not built yet; vouchers of earlier ones come too late. */
  openEpoch(): number;
};

/** An Edge serves a payer that reserved nothing up to this part of its deposit per epoch. */
const DEPOSIT_PART = 16n;
/** Seconds before an epoch's start in which its vouchers are taken: the payer's head may be ahead. */
const EARLY_SECONDS = 2;

/**
 * Takes vouchers: checks who signed and how much it may promise, keeps the best one on disk, then
 * credits the session that brought it with what it adds.
 */
export class VoucherDesk {
  readonly #options: VoucherDeskOptions;

  constructor(options: VoucherDeskOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the voucher is on disk and counts. Throws VOUCHER_REJECTED, VOUCHER_REPLAYED,
   * INVALID_SIGNATURE or MALFORMED_FRAME.
   */
  async accept(
    sent: wire.Voucher,
    session: { payer: Address | undefined; account: Account },
  ): Promise<void> {
    const { commit, store, tariff } = this.#options;
    const voucher = decodeVoucher(sent);
    this.#check(voucher, session.payer);
    const price = priceOf(session.account, tariff.price);
    const added = await commit.write(() => {
      // Read inside the transaction: another connection may have brought a better one meanwhile.
      const best = store.best(voucher.payer, voucher.epoch);
      if (best && voucher.fee <= best.fee)
        throw replayed("A voucher of this or a higher fee is here.");
      store.put(voucher);
      return bytesFor(voucher.fee, price) - bytesFor(best?.fee ?? 0n, price);
    });
    let { account } = session;
    if (!(account instanceof PaidAccount)) {
      // The deposit was made, or seen, after the session was opened.
      account = new PaidAccount(() => this.#options.view.currentEpoch(), price);
      session.account = account;
    }
    (account as PaidAccount).credit(added, voucher.epoch);
  }

  #check(voucher: SignedVoucher, payer: Address | undefined): void {
    const { edge, view } = this.#options;
    if (voucher.payee !== edge) throw rejected("The voucher is made out to another Edge.");
    if (voucher.payer !== payer) throw rejected("The voucher's payer is not the session's.");
    if (voucher.fee === 0n) throw rejected("The voucher promises nothing.");
    this.#checkEpoch(voucher.epoch);
    this.#checkSigner(voucher);
    const most = view.deposit(voucher.payer) / DEPOSIT_PART;
    if (voucher.fee > most) {
      throw rejected(`An epoch's vouchers may come to ${most} wei, a sixteenth of the deposit.`);
    }
  }

  #checkEpoch(epoch: number): void {
    const { view, openEpoch } = this.#options;
    const current = view.currentEpoch();
    const isEarly =
      epoch === current + 1 && view.clock.endOf(current) - view.now() <= EARLY_SECONDS;
    if (epoch > current && !isEarly) throw rejected("The voucher's epoch has not begun.");
    if (epoch < openEpoch()) throw replayed("The voucher's epoch is billed.");
  }

  #checkSigner(voucher: SignedVoucher): void {
    const { view } = this.#options;
    const { signature, ...message } = voucher;
    const digest = digestBytesOf(view.deployment, "Voucher", message);
    const signer = recoverSigner(digest, hexToBytes(signature));
    const key = signer && view.voucherSigner(voucher.payer, signer, voucher.epoch);
    if (!key) {
      const text = "Nobody who may sign for the payer signed this voucher.";
      throw new ProblemError(ProblemCode.INVALID_SIGNATURE, text);
    }
    if (voucher.fee > key.cap) throw rejected(`The voucher key is good for ${key.cap} wei.`);
  }
}

/** What the session agreed to, or less if governance has lowered prices since. */
function priceOf(account: Account, current: bigint): bigint {
  const agreed = account instanceof PaidAccount ? account.price : current;
  return agreed < current ? agreed : current;
}

function rejected(text: string): ProblemError {
  return new ProblemError(ProblemCode.VOUCHER_REJECTED, text);
}

function replayed(text: string): ProblemError {
  return new ProblemError(ProblemCode.VOUCHER_REPLAYED, text);
}
