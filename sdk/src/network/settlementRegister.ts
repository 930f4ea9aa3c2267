import type { ChainLog, ChainLogOf } from "./chainLog.ts";
import { Checkpoints } from "./checkpoints.ts";

type Recorded<name extends ChainLog["eventName"]> = ChainLogOf<name>["args"] & {
  blockNumber: bigint;
  transactionHash: `0x${string}`;
};

/** What EpochSettlement said about one epoch so far. */
export type EpochRecord = {
  bills?: Recorded<"BillsRecorded">;
  inputs?: Recorded<"InputsRecorded">;
  reported?: Recorded<"EpochReported">;
  finalized?: Recorded<"EpochFinalized">;
  voided?: Recorded<"EpochVoided">;
};

/** What an epoch may debit, in basis points of the escrow, and a WatchDog's share earn, in wei. */
export type SettlementBounds = { debitBoundBps: number; shareBound: bigint };

/** Settlement of every epoch, as EpochSettlement's events tell it. */
export class SettlementRegister {
  readonly #epochs = new Map<number, EpochRecord>();
  readonly #bounds = new Checkpoints<SettlementBounds>();
  #next = 0;

  apply(log: ChainLog): void {
    const { blockNumber, transactionHash } = log;
    const at = { blockNumber, transactionHash };
    switch (log.eventName) {
      case "BoundsFixed": {
        const { from, debitBoundBps, shareBound } = log.args;
        this.#bounds.set(Number(from), { debitBoundBps: Number(debitBoundBps), shareBound });
        return;
      }
      case "BillsRecorded":
        this.#of(log.args.epoch).bills = { ...log.args, ...at };
        return;
      case "InputsRecorded":
        this.#of(log.args.epoch).inputs = { ...log.args, ...at };
        return;
      case "EpochReported":
        this.#of(log.args.epoch).reported = { ...log.args, ...at };
        this.#next = Number(log.args.epoch) + 1;
        return;
      case "EpochFinalized":
        this.#of(log.args.epoch).finalized = { ...log.args, ...at };
        return;
      case "EpochVoided":
        this.#of(log.args.epoch).voided = { ...log.args, ...at };
        this.#next = Number(log.args.epoch) + 1;
    }
  }

  epoch(epoch: number): EpochRecord {
    return this.#epochs.get(epoch) ?? {};
  }

  /** Bounds of an epoch whose bills are recorded. */
  bounds(epoch: number): SettlementBounds | undefined {
    return this.#bounds.at(epoch);
  }

  /** The first epoch that is neither reported nor voided. */
  get next(): number {
    return this.#next;
  }

  #of(epoch: bigint): EpochRecord {
    const key = Number(epoch);
    let record = this.#epochs.get(key);
    if (record === undefined) {
      record = {};
      this.#epochs.set(key, record);
    }
    return record;
  }
}
