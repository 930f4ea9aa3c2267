import type { Address } from "viem";
import type { CryptoProvider, Device, PreKeyBundle, Sessions } from "../e2ee/index.ts";
import { pause } from "../network/index.ts";
import type { PreKeyDirectory } from "../relay/index.ts";
import { ProblemCode, ProblemError } from "../wire/index.ts";
import { signBundle } from "./bundles.ts";

export type PublisherOptions = {
  crypto: CryptoProvider;
  device: Device;
  sessions: Sessions;
  directory: PreKeyDirectory;
  mailbox: Address;
  onError: (error: unknown) => void;
};

const ONE_TIME_KEYS = 40;
/** Sessions begun by others after which the bundles are renewed, long before their keys are used up. */
const RENEW_AFTER = 20;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const CHECK_MS = 3_000;

/** Keeps a bundle of this device, with one-time keys of its own, at every Edge of its directory slot. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #published = new Set<Address>();
  /** Made, but not taken by their Edge yet: tried again as they are. */
  readonly #waiting = new Map<Address, PreKeyBundle>();
  #begun = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** A session was begun with one of the published keys. */
  sessionBegun(): void {
    if (++this.#begun < RENEW_AFTER) return;
    this.#begun = 0;
    this.#published.clear();
  }

  /** Publishes wherever that is due. Resolves with the number of Edges that have the bundle and that should. */
  async publish(signal: AbortSignal): Promise<{ published: number; wanted: number }> {
    const { device, directory } = this.#options;
    const edges = await directory.edgesOf(BigInt(device.did), device.deviceId, signal);
    await this.#prepare(edges);
    await Promise.all([...this.#waiting].map(([edge, bundle]) => this.#send(edge, bundle, signal)));
    const published = edges.filter((edge) => this.#published.has(edge)).length;
    return { published, wanted: edges.length };
  }

  /** Publishes again as Edges change and keys are used, until the signal. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    let retry = FIRST_RETRY_MS;
    while (!signal.aborted) {
      let isDone = false;
      try {
        const { published, wanted } = await this.publish(signal);
        isDone = published === wanted;
      } catch (error) {
        if (!signal.aborted) this.#options.onError(error);
      }
      retry = isDone ? FIRST_RETRY_MS : Math.min(retry * 2, LAST_RETRY_MS);
      await pause(isDone ? CHECK_MS : retry, signal);
    }
  }

  async #prepare(edges: readonly Address[]): Promise<void> {
    const { mailbox, sessions } = this.#options;
    const isWanted = (edge: Address): boolean => edges.includes(edge);
    for (const edge of this.#waiting.keys()) if (!isWanted(edge)) this.#waiting.delete(edge);
    for (const edge of this.#published) if (!isWanted(edge)) this.#published.delete(edge);
    const due = edges.filter((edge) => !this.#published.has(edge) && !this.#waiting.has(edge));
    if (due.length === 0) return;
    const wanted = { mailbox, bundles: due.length, oneTimeKeys: ONE_TIME_KEYS };
    const bundles = await sessions.renewPreKeys(wanted);
    due.forEach((edge, i) => {
      const bundle = bundles[i];
      if (bundle !== undefined) this.#waiting.set(edge, bundle);
    });
  }

  async #send(edge: Address, bundle: PreKeyBundle, signal: AbortSignal): Promise<void> {
    const { crypto, device, directory, onError } = this.#options;
    try {
      await directory.publish(edge, signBundle(crypto, device, bundle), signal);
      this.#waiting.delete(edge);
      this.#published.add(edge);
    } catch (error) {
      // The Edge has a later one: this one would never be taken.
      const isOld = error instanceof ProblemError && error.problem === ProblemCode.INVALID_REQUEST;
      if (isOld) this.#waiting.delete(edge);
      if (!signal.aborted) onError(error);
    }
  }
}
