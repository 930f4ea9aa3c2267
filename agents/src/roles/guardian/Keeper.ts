import { applyQueue, type QueueWatch } from "./applyQueue.ts";
import { KEEP_ITEMS_EPOCHS } from "./constants.ts";
import { finalizeDue, voidable, voidOld } from "./finishEpochs.ts";
import { keepDataSet } from "./keepDataSet.ts";
import type { Proposer } from "./Proposer.ts";
import { proveSeeds } from "./proveSeeds.ts";
import { proposerOf, roundAt } from "./rounds.ts";
import { type GuardianServices, nextToSettle } from "./services.ts";
import { stageOf } from "./stage.ts";

/** Failures running after which one is told. */
const FAILURES_TO_TELL = 3;

/**
 * The Guardian's work on the chain's clock: each new block starts every duty that does not run yet.
 * A duty that fails is tried again at the next block; nothing is remembered but what is on disk.
 */
export class Keeper {
  readonly #services: GuardianServices;
  readonly #proposer: Proposer;
  readonly #running = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, number>();
  readonly #queue: QueueWatch = { since: undefined };
  #stop: (() => void) | undefined;

  constructor(services: GuardianServices, proposer: Proposer) {
    this.#services = services;
    this.#proposer = proposer;
    const { view, metrics } = services;
    metrics.gauge("epochs_behind", "Past epochs that are not settled.", () => {
      return Math.max(0, view.currentEpoch() - view.nextEpoch());
    });
  }

  start(): void {
    const { view } = this.#services;
    this.#stop = view.on("head", () => this.#tick());
    this.#tick();
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stop?.();
    await Promise.all(this.#running.values());
  }

  #tick(): void {
    const services = this.#services;
    this.#run("seeds", () => proveSeeds(services));
    this.#run("settlement", () => this.#settle());
    this.#run("final", () => finalizeDue(services));
    this.#run("identities", () => applyQueue(services, this.#queue));
    this.#run("data", () => keepDataSet(services));
  }

  #run(duty: string, work: () => Promise<void>): void {
    const { signal } = this.#services;
    if (this.#running.has(duty) || signal.aborted) return;
    const done = work()
      .then(() => void this.#failures.delete(duty))
      .catch((error: unknown) => this.#failed(duty, error))
      .finally(() => this.#running.delete(duty));
    this.#running.set(duty, done);
  }

  /**
   * Says a failure when it repeats: a single one is mostly another Guardian that was faster, which
   * the next block shows.
   */
  #failed(duty: string, error: unknown): void {
    const { log, signal } = this.#services;
    if (signal.aborted) return;
    const count = (this.#failures.get(duty) ?? 0) + 1;
    this.#failures.set(duty, count);
    const level = count === FAILURES_TO_TELL ? "warn" : "debug";
    log[level]({ error, duty }, "could not do a duty; trying again");
  }

  /** Takes the next epoch one stage on, when this Guardian is the round's proposer. */
  async #settle(): Promise<void> {
    const { view, operator, store } = this.#services;
    const epoch = nextToSettle(view);
    if (voidable(this.#services) > 0) return voidOld(this.#services);
    const stage = stageOf(view, epoch);
    if (stage === undefined) return;
    const round = roundAt(view, epoch, view.now());
    if (proposerOf(view, epoch, round) !== operator) return;
    if (stage === "report") await this.#proposer.proposeReport(epoch, round);
    else await this.#proposer.proposeInputs(epoch, round, stage);
    store.dropItemsBefore(epoch - KEEP_ITEMS_EPOCHS);
  }
}
