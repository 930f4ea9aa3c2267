import type { DatabaseSync } from "node:sqlite";
import type { SignedVoucher } from "@sendingnetwork/sdk/payments";
import { type Address, bytesToHex, hexToBytes } from "viem";

type Row = {
  payer: Uint8Array;
  epoch: number;
  fee: string;
  bytes_carried: number;
  seq: number;
  signature: Uint8Array;
};

const COLUMNS = "payer, epoch, fee, bytes_carried, seq, signature";

/** The best voucher of each payer and epoch. Writing belongs inside a transaction. */
export class VoucherStore {
  readonly #edge: Address;
  readonly #put;
  readonly #best;
  readonly #ofEpoch;
  readonly #epochs;
  readonly #forget;

  /** All vouchers are made out to `edge`. */
  constructor(database: DatabaseSync, edge: Address) {
    this.#edge = edge;
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO vouchers (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#best = database.prepare(`SELECT ${COLUMNS} FROM vouchers WHERE epoch = ? AND payer = ?`);
    this.#ofEpoch = database.prepare(
      `SELECT ${COLUMNS} FROM vouchers WHERE epoch = ? ORDER BY payer`,
    );
    this.#epochs = database.prepare("SELECT DISTINCT epoch FROM vouchers ORDER BY epoch");
    this.#forget = database.prepare("DELETE FROM vouchers WHERE epoch < ?");
  }

  /** Replaces what there is of the same payer and epoch. */
  put(voucher: SignedVoucher): void {
    const { payer, epoch, fee, bytesCarried, seq, signature } = voucher;
    // Fees go beyond SQLite's integers: decimal text.
    this.#put.run(hexToBytes(payer), epoch, String(fee), bytesCarried, seq, hexToBytes(signature));
  }

  best(payer: Address, epoch: number): SignedVoucher | undefined {
    const row = this.#best.get(epoch, hexToBytes(payer)) as Row | undefined;
    return row && this.#toVoucher(row);
  }

  /** Ascending by payer: the order of a bill's leaves. */
  ofEpoch(epoch: number): SignedVoucher[] {
    return (this.#ofEpoch.all(epoch) as Row[]).map((row) => this.#toVoucher(row));
  }

  /** Epochs with vouchers, ascending. */
  epochs(): number[] {
    return (this.#epochs.all() as { epoch: number }[]).map(({ epoch }) => epoch);
  }

  /** Drops what no bill can use any more. */
  forgetBefore(epoch: number): void {
    this.#forget.run(epoch);
  }

  #toVoucher(row: Row): SignedVoucher {
    return {
      payer: bytesToHex(row.payer),
      payee: this.#edge,
      epoch: row.epoch,
      fee: BigInt(row.fee),
      bytesCarried: row.bytes_carried,
      seq: row.seq,
      signature: bytesToHex(row.signature),
    };
  }
}
