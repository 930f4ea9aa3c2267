import type { ChainLog } from "./chainLog.ts";

type Change = { index: number; commitment: bigint; root: bigint };
type Root = { root: bigint; recordedAt: number; changes: number; removals: number };
type Frozen = { root: bigint; changes: number };

/** The WatchDogs' identity set through time, as WatchDogLicense's events tell it. */
export class LicenceRegister {
  readonly #changes: Change[] = [];
  readonly #roots: Root[] = [];
  /** When removals were queued, in the order in which they are applied. */
  readonly #queuedAt: number[] = [];
  /** For each removal that was applied, the number of changes up to and including it. */
  readonly #removals: number[] = [];

  apply(log: ChainLog): void {
    switch (log.eventName) {
      case "MemberAdded": {
        const { index, commitment, root } = log.args;
        this.#changes.push({ index: Number(index), commitment, root });
        return;
      }
      case "MemberRemoved": {
        const { index, root } = log.args;
        this.#changes.push({ index: Number(index), commitment: 0n, root });
        this.#removals.push(this.#changes.length);
        return;
      }
      case "IdentityRemovalQueued":
        this.#queuedAt.push(Number(log.args.queuedAt));
        return;
      case "RootRecorded": {
        const { root, recordedAt } = log.args;
        const changes = this.#changes.length;
        const removals = this.#removals.length;
        this.#roots.push({ root, recordedAt: Number(recordedAt), changes, removals });
      }
    }
  }

  /** Leaves of the LeanIMT, in order, after every change applied so far; a removed one is 0. */
  leaves(): bigint[] {
    return this.#leavesAfter(this.#changes.length);
  }

  /** Leaves of the LeanIMT, in order, under the root of {@link rootAt}; a removed one is 0. */
  membersAt(time: number): bigint[] {
    return this.#leavesAfter(this.#frozenAt(time)?.changes ?? 0);
  }

  /**
   * The root of the members added by `time` less those whose removal was queued by then, also when it
   * was applied later; 0 before the first member and until the last removal due is applied.
   */
  rootAt(time: number): bigint {
    return this.#frozenAt(time)?.root ?? 0n;
  }

  #leavesAfter(changes: number): bigint[] {
    const leaves: bigint[] = [];
    for (const { index, commitment } of this.#changes.slice(0, changes)) {
      leaves[index] = commitment;
    }
    return leaves;
  }

  #frozenAt(time: number): Frozen | undefined {
    const last = this.#roots.findLast(({ recordedAt }) => recordedAt <= time);
    const due = this.#queuedAt.filter((queuedAt) => queuedAt <= time).length;
    if (due === (last?.removals ?? 0)) return last;
    const changes = this.#removals[due - 1];
    const change = changes === undefined ? undefined : this.#changes[changes - 1];
    if (changes === undefined || change === undefined) return undefined;
    return { root: change.root, changes };
  }
}
