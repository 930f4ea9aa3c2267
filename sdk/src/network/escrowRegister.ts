import type { Address } from "viem";
import type { ChainLog } from "./chainLog.ts";

/** Epochs (both included) and wei for which a key may sign a payer's vouchers. */
export type VoucherKey = { fromEpoch: number; toEpoch: number; cap: bigint };

type Payer = {
  totals: { blockNumber: bigint; total: bigint }[];
  keys: Map<Address, VoucherKey[]>;
};

const lower = (address: Address): Address => address.toLowerCase() as Address;

/** Deposits and voucher keys, as PaymentEscrow's events tell them. */
export class EscrowRegister {
  readonly #payers = new Map<Address, Payer>();

  apply(log: ChainLog): void {
    switch (log.eventName) {
      case "Deposited": {
        const { blockNumber } = log;
        this.#of(log.args.payer).totals.push({ blockNumber, total: log.args.total });
        return;
      }
      case "VoucherKeySet": {
        const { cap } = log.args;
        const fromEpoch = Number(log.args.fromEpoch);
        const keys = this.#endKey(log.args.payer, log.args.key, fromEpoch);
        keys.push({ fromEpoch, toEpoch: Number(log.args.toEpoch), cap });
        return;
      }
      case "VoucherKeyRevoked":
        this.#endKey(log.args.payer, log.args.key, Number(log.args.from));
    }
  }

  /** Everything the payer put in, up to and including `blockNumber` (default: so far). */
  deposit(payer: Address, blockNumber?: bigint): bigint {
    const totals = this.#payers.get(lower(payer))?.totals ?? [];
    const entry = totals.findLast((t) => blockNumber === undefined || t.blockNumber <= blockNumber);
    return entry?.total ?? 0n;
  }

  /** Every wallet that ever made a deposit, ascending. */
  payers(): Address[] {
    const funded = [...this.#payers].filter(([, { totals }]) => totals.length > 0);
    return funded.map(([payer]) => payer).sort();
  }

  /** The entry under which `key` may sign vouchers of `payer` in `epoch`. */
  voucherKey(payer: Address, key: Address, epoch: number): VoucherKey | undefined {
    const keys = this.#payers.get(lower(payer))?.keys.get(lower(key));
    return keys?.findLast(({ fromEpoch, toEpoch }) => fromEpoch <= epoch && epoch <= toEpoch);
  }

  #of(payer: Address): Payer {
    let entry = this.#payers.get(lower(payer));
    if (entry === undefined) {
      entry = { totals: [], keys: new Map() };
      this.#payers.set(lower(payer), entry);
    }
    return entry;
  }

  /** Ends the key's entries before `epoch`; what it signed for earlier epochs stays valid. */
  #endKey(payer: Address, key: Address, epoch: number): VoucherKey[] {
    const { keys } = this.#of(payer);
    const entries = keys.get(lower(key)) ?? [];
    for (const entry of entries) entry.toEpoch = Math.min(entry.toEpoch, epoch - 1);
    keys.set(lower(key), entries);
    return entries;
  }
}
