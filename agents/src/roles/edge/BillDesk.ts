import type { NetworkView, NodeRecord } from "@sendingnetwork/sdk/network";
import type { GroupCommit } from "../../database/index.ts";
import type { EdgeIdentity } from "../../mailbox/index.ts";
import type { Logger } from "../../observe/index.ts";
import type { VoucherStore } from "../../payments/index.ts";
import type { SignedBill, SignedReceipt } from "../../protocols/items/index.ts";
import type { BillStore } from "./BillStore.ts";
import { buildBill } from "./buildBill.ts";

export type BillDeskOptions = {
  identity: EdgeIdentity;
  view: Pick<NetworkView, "clock" | "deployment" | "nodes" | "now" | "settlement">;
  commit: GroupCommit;
  vouchers: VoucherStore;
  bills: BillStore;
  /** Hands a bill to one Guardian. */
  submit(guardian: NodeRecord, bill: SignedBill): Promise<SignedReceipt>;
  log: Logger;
};

/** Most seconds after an epoch's end in which its last vouchers are still taken. */
const MAX_GRACE_SECONDS = 5;
/** Epochs for which vouchers and their proofs are kept after their bill. */
const KEPT_EPOCHS = 30;

/**
 * After each epoch builds its bill and hands it to every Guardian, until all have given a receipt or
 * the bill half of the epoch is fixed. Everything it knows is on disk, so a restart goes on.
 */
export class BillDesk {
  readonly #options: BillDeskOptions;
  #openEpoch: number;
  #running: Promise<void> | undefined;
  /** Epochs that need nothing more. */
  readonly #done = new Set<number>();

  constructor(options: BillDeskOptions) {
    this.#options = options;
    this.#openEpoch = options.bills.lastEpoch() + 1;
  }

  /** First epoch whose vouchers are still taken. */
  openEpoch(): number {
    return Math.max(this.#openEpoch, this.#firstUnended());
  }

  /** Does what is due; called at each new head and every moment between. Never rejects. */
  run(): Promise<void> {
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#options.log.error({ error }, "could not bill"))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { vouchers } = this.#options;
    const due = vouchers
      .epochs()
      .filter((epoch) => epoch < this.#firstUnended() && !this.#done.has(epoch));
    await Promise.all(due.map((epoch) => this.#bill(epoch)));
  }

  /** First epoch that, with its grace, has not ended. */
  #firstUnended(): number {
    const { view } = this.#options;
    const { billWindow } = view.deployment.schedule;
    const grace = Math.min(MAX_GRACE_SECONDS, Math.floor(billWindow / 4));
    return view.clock.epochAt(view.now() - grace);
  }

  async #bill(epoch: number): Promise<void> {
    const { bills, view } = this.#options;
    const bill = bills.get(epoch) ?? (await this.#build(epoch));
    if (!bill) return;
    const received = bills.receivedBy(epoch);
    const missing = view.nodes("guardian", epoch).filter(({ operator }) => !received.has(operator));
    if (missing.length === 0 || this.#isOver(epoch)) {
      this.#done.add(epoch);
      const { log } = this.#options;
      log.info({ epoch, receipts: received.size, missing: missing.length }, "bill done");
      return;
    }
    await Promise.all(missing.map((guardian) => this.#handIn(bill, guardian)));
  }

  /** Whether handing in changes nothing any more: the epoch's bills are fixed, or it was given up. */
  #isOver(epoch: number): boolean {
    const { bills, reported, voided } = this.#options.view.settlement(epoch);
    return bills !== undefined || reported !== undefined || voided !== undefined;
  }

  async #build(epoch: number): Promise<SignedBill | undefined> {
    const { identity, commit, vouchers, bills, log } = this.#options;
    // An epoch that lies before the last bill ended while this Edge was away; it is billed late.
    const bill = await commit.write(() => {
      const leaves = vouchers.ofEpoch(epoch);
      if (leaves.length === 0) return undefined;
      const built = buildBill(identity, epoch, leaves);
      bills.put(built);
      vouchers.forgetBefore(epoch - KEPT_EPOCHS);
      return built;
    });
    this.#openEpoch = Math.max(this.#openEpoch, epoch + 1);
    if (bill) {
      const { fee, count, bytesCarried } = bill.bill;
      log.info({ epoch, fee: String(fee), vouchers: count, bytesCarried }, "bill built");
    }
    return bill;
  }

  async #handIn(bill: SignedBill, guardian: NodeRecord): Promise<void> {
    const { submit, commit, bills, log } = this.#options;
    const { epoch } = bill.bill;
    try {
      const { signature } = await submit(guardian, bill);
      await commit.write(() => bills.putReceipt({ epoch, guardian: guardian.operator, signature }));
      log.debug({ epoch, guardian: guardian.operator }, "bill handed in");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.debug({ epoch, guardian: guardian.operator, reason }, "a Guardian did not take the bill");
    }
  }
}
