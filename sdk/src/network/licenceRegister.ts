import type { ChainLog } from "./chainLog.ts";

type Change = { index: number; commitment: bigint };
type Root = { root: bigint; recordedAt: number; changes: number };

/** The WatchDogs' identity set through time, as WatchDogLicense's events tell it. */
export class LicenceRegister {
  readonly #changes: Change[] = [];
  readonly #roots: Root[] = [];

  apply(log: ChainLog): void {
    switch (log.eventName) {
      case "MemberAdded": {
        const { index, commitment } = log.args;
        this.#changes.push({ index: Number(index), commitment });
        return;
      }
      case "MemberRemoved":
        this.#changes.push({ index: Number(log.args.index), commitment: 0n });
        return;
      case "RootRecorded": {
        const { root, recordedAt } = log.args;
        const changes = this.#changes.length;
        this.#roots.push({ root, recordedAt: Number(recordedAt), changes });
      }
    }
  }

  /** Leaves of the LeanIMT, in order, under the last root recorded at or before `time`; a removed one is 0. */
  membersAt(time: number): bigint[] {
    const root = this.#roots.findLast(({ recordedAt }) => recordedAt <= time);
    const members: bigint[] = [];
    for (const { index, commitment } of this.#changes.slice(0, root?.changes ?? 0)) {
      members[index] = commitment;
    }
    return members;
  }

  /** The last root recorded at or before `time`; 0 before the first. */
  rootAt(time: number): bigint {
    return this.#roots.findLast(({ recordedAt }) => recordedAt <= time)?.root ?? 0n;
  }
}
