import { verifyMembership } from "@sendingnetwork/sdk/actions";
import { ContractError } from "@sendingnetwork/sdk/errors";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import type { Counter } from "prom-client";
import { type Hex, numberToHex } from "viem";
import type { FetchedItem } from "../../protocols/attest/index.ts";
import { verifyBill } from "../../protocols/bills/index.ts";
import {
  ITEM_KINDS,
  type Item,
  type ItemKind,
  type SignedBill,
  type SignedReceipt,
  signReceipt,
} from "../../protocols/items/index.ts";
import {
  type ReportStatement,
  validReportsBefore,
  verifyReport,
} from "../../protocols/reports/index.ts";
import type { ReportItem } from "../../settlement/index.ts";
import { CLOCK_SLACK_SECONDS, MAX_VARIANTS } from "./constants.ts";
import type { GuardianServices } from "./services.ts";

/** Takes bills and reports: checks them in full, keeps them, gives receipts. */
export class Intake {
  readonly #services: GuardianServices;
  readonly #pending = new Map<Hex, Promise<SignedReceipt>>();

  readonly #taken: Counter<"kind">;

  constructor(services: GuardianServices) {
    this.#services = services;
    this.#taken = services.metrics.counter("items_total", "Bills and reports taken.", ["kind"]);
  }

  /** A bill from its Edge. @throws ProblemError WRONG_EPOCH and those of `verifyBill` */
  async takeBill(signed: SignedBill): Promise<SignedReceipt> {
    await this.#requireOpen("bill", signed.bill.epoch);
    return this.add({ kind: "bill", item: signed });
  }

  /** A report from a WatchDog. @throws ProblemError WRONG_EPOCH and those of `verifyReport` */
  async takeReport(item: ReportItem): Promise<SignedReceipt> {
    await this.#requireOpen("report", item.report.epoch);
    return this.add({ kind: "report", item });
  }

  /** Own receipts for all that is held. */
  inventory(epoch: number, kind: ItemKind): SignedReceipt[] {
    return this.#services.store
      .itemHashes(epoch, kind)
      .map((hash) => this.#receipt(kind, epoch, hash));
  }

  /** Checks and keeps an item wherever it came from. The same item again costs next to nothing. */
  add(fetched: FetchedItem): Promise<SignedReceipt> {
    const { deployment, store } = this.#services;
    const hash =
      fetched.kind === "bill"
        ? digestOf(deployment, "Bill", fetched.item.bill)
        : digestOf(deployment, "Report", fetched.item.report);
    const held = store.item(hash);
    if (held !== undefined) return Promise.resolve(this.#receipt(held.kind, held.epoch, hash));
    const running = this.#pending.get(hash) ?? this.#check(hash, fetched);
    this.#pending.set(hash, running);
    const forget = () => void this.#pending.delete(hash);
    running.then(forget, forget);
    return running;
  }

  async #check(hash: Hex, fetched: FetchedItem): Promise<SignedReceipt> {
    const { view, store, log } = this.#services;
    const epoch = fetched.kind === "bill" ? fetched.item.bill.epoch : fetched.item.report.epoch;
    const author =
      fetched.kind === "bill"
        ? fetched.item.bill.edge
        : numberToHex(fetched.item.report.nullifier, { size: 32 });
    if (store.variants(epoch, fetched.kind, author) >= MAX_VARIANTS) {
      const text = "Enough different items of this author are held: they void each other.";
      throw new ProblemError(ProblemCode.TOO_MANY_REQUESTS, text);
    }
    const item: Item =
      fetched.kind === "bill"
        ? { kind: "bill", epoch, item: await verifyBill(view, fetched.item) }
        : { kind: "report", epoch, item: await verifyReport(view, this.#checks, fetched.item) };
    store.addItem(hash, author, item);
    this.#taken.inc({ kind: item.kind });
    log.debug({ epoch, kind: item.kind, author, hash }, "took an item");
    return this.#receipt(item.kind, epoch, hash);
  }

  readonly #checks = {
    validReports: (epoch: number) =>
      validReportsBefore(this.#services, epoch, this.#services.signal),
    isProof: (statement: ReportStatement) => this.#isProof(statement),
  };

  /** The contract is asked: what it would not accept later must not get a receipt now. */
  async #isProof(statement: ReportStatement): Promise<boolean> {
    try {
      return await verifyMembership(this.#services.sending, statement);
    } catch (error) {
      if (error instanceof ContractError) return false;
      throw new ProblemError(ProblemCode.UNAVAILABLE, "The chain cannot be asked now.", {
        cause: error,
      });
    }
  }

  #receipt(kind: ItemKind, epoch: number, itemHash: Hex): SignedReceipt {
    const { deployment, signer, operator } = this.#services;
    const receipt = { guardian: operator, epoch, kind: ITEM_KINDS[kind], itemHash };
    return signReceipt(deployment, signer, receipt);
  }

  /** Items are taken from the end of their epoch until the set that they belong to is on chain. */
  async #requireOpen(kind: ItemKind, epoch: number): Promise<void> {
    const { view, signal } = this.#services;
    const end = view.clock.endOf(epoch);
    if (end > view.now() && end - view.now() <= CLOCK_SLACK_SECONDS) {
      // The sender sees the chain sooner than this node does.
      const limit = AbortSignal.any([signal, AbortSignal.timeout(CLOCK_SLACK_SECONDS * 1_500)]);
      await view.waitFor(() => view.now() >= end, limit).catch(() => {});
    }
    const { bills, inputs, voided } = view.settlement(epoch);
    const isOver = voided !== undefined || (kind === "bill" ? bills : inputs) !== undefined;
    if (view.now() >= end && !isOver && epoch >= view.nextEpoch()) return;
    const text = isOver ? "This epoch's set is closed." : "This epoch is not open for hand-in.";
    throw new ProblemError(ProblemCode.WRONG_EPOCH, text);
  }
}
