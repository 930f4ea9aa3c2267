import type { DatabaseSync } from "node:sqlite";
import { wire } from "@sendingnetwork/sdk/wire";
import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { decodeBill, encodeBill, type SignedBill } from "../../protocols/items/index.ts";

/** Bills that were built, and who gave a receipt for them. Writing belongs inside a transaction. */
export class BillStore {
  readonly #get;
  readonly #put;
  readonly #last;
  readonly #receipts;
  readonly #putReceipt;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare("SELECT bill FROM bills WHERE epoch = ?");
    this.#put = database.prepare("INSERT INTO bills VALUES (?, ?)");
    this.#last = database.prepare("SELECT max(epoch) AS epoch FROM bills");
    this.#receipts = database.prepare("SELECT guardian FROM bill_receipts WHERE epoch = ?");
    this.#putReceipt = database.prepare("INSERT OR REPLACE INTO bill_receipts VALUES (?, ?, ?)");
  }

  get(epoch: number): SignedBill | undefined {
    const row = this.#get.get(epoch) as { bill: Uint8Array } | undefined;
    return row && decodeBill(wire.Bill.decode(row.bill));
  }

  /** An epoch has one bill for ever: two different ones would be equivocation. */
  put(signed: SignedBill): void {
    this.#put.run(signed.bill.epoch, wire.Bill.encode(encodeBill(signed)));
  }

  /** The last epoch with a bill; -1 before the first. */
  lastEpoch(): number {
    return (this.#last.get() as { epoch: number | null }).epoch ?? -1;
  }

  /** Guardians that hold the epoch's bill. */
  receivedBy(epoch: number): Set<Address> {
    const rows = this.#receipts.all(epoch) as { guardian: Uint8Array }[];
    return new Set(rows.map(({ guardian }) => bytesToHex(guardian)));
  }

  putReceipt(receipt: { epoch: number; guardian: Address; signature: Hex }): void {
    const { epoch, guardian, signature } = receipt;
    this.#putReceipt.run(epoch, hexToBytes(guardian), hexToBytes(signature));
  }
}
