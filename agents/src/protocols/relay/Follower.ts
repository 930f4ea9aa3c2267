import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Bytes } from "@sendingnetwork/sdk/wire";
import { type FrameStream, wire } from "@sendingnetwork/sdk/wire";
import { type MailboxStore, type StoredRow, toStoredMessage } from "../../mailbox/index.ts";
import type { Session } from "../session/index.ts";
import {
  DEFAULT_ANSWER_MESSAGES,
  MAX_ANSWER_BYTES,
  MAX_READER_BYTES,
  SENDER_PATIENCE_MS,
  SLOW_READER_MS,
} from "./constants.ts";

export type RelayFrames = FrameStream<wire.RelayFrame, wire.RelayFrame>;

export type FollowerOptions = {
  mailbox: Uint8Array;
  /** Sequence of the last message that the reader has; what is later gets pushed. */
  after: number;
  frames: RelayFrames;
  session: Session;
  store: MailboxStore;
  now(): number;
  /** The reader's account is empty, or its stream broke: pushing has ended. */
  onEnd(error: unknown): void;
};

/**
 * One reader of one mailbox. Pushes while the reader keeps up; when it does not, stops, waits until
 * it has taken what it was sent, and goes on from disk, so that memory stays bounded and nothing
 * stored is missed. Messages that are not stored pass it by meanwhile.
 */
export class Follower {
  readonly mailbox: Uint8Array;
  readonly #options: FollowerOptions;
  #after: number;
  #isBehind = false;
  #isEnded = false;

  constructor(options: FollowerOptions) {
    this.mailbox = options.mailbox;
    this.#options = options;
    this.#after = options.after;
  }

  /** Begins with what came since `after`. */
  start(): void {
    void this.#catchUp();
  }

  end(): void {
    this.#isEnded = true;
  }

  pushStored(frame: Uint8Array, row: StoredRow): void {
    if (this.#isBehind || this.#isEnded) return;
    if (this.#options.frames.queuedBytes > MAX_READER_BYTES) {
      void this.#catchUp();
      return;
    }
    if (this.#send(frame, row.payload.length)) this.#after = row.sequence;
  }

  /** A promise when the sender should wait for this reader. */
  pass(frame: Uint8Array, bytes: number): Promise<unknown> | undefined {
    if (this.#isBehind || this.#isEnded || !this.#send(frame, bytes)) return undefined;
    const { frames } = this.#options;
    if (frames.queuedBytes <= MAX_READER_BYTES) return undefined;
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      void this.#catchUp();
      patience.resolve();
    }, SENDER_PATIENCE_MS);
    const drained = frames.drained().catch(() => {});
    return Promise.race([drained, patience.promise]).finally(() => clearTimeout(timer));
  }

  #send(frame: Uint8Array, bytes: number): boolean {
    try {
      this.#options.session.account.charge(bytes);
      void this.#options.frames.sendEncoded(frame);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#isBehind) return;
    this.#isBehind = true;
    try {
      while (!this.#isEnded) {
        await this.#drained();
        if (this.#isEnded) return;
        const { store, now } = this.#options;
        const { rows, more } = store.read({
          mailbox: this.mailbox,
          after: this.#after,
          now: now(),
          limit: DEFAULT_ANSWER_MESSAGES,
          maxBytes: MAX_ANSWER_BYTES,
        });
        for (const row of rows) {
          const deliver = { mailbox: this.mailbox as Bytes, message: toStoredMessage(row) };
          if (!this.#send(wire.RelayFrame.encode({ deliver }), row.payload.length)) return;
          this.#after = row.sequence;
        }
        // In the same turn as the read: what is stored from here on is pushed.
        if (!more) break;
      }
      this.#isBehind = false;
    } catch (error) {
      this.#fail(error);
    }
  }

  async #drained(): Promise<void> {
    const { frames } = this.#options;
    if (frames.queuedBytes === 0) return;
    const timer = setTimeout(() => {
      frames.abort(new SendingError("The reader is too slow.", { code: "SLOW_PEER" }));
    }, SLOW_READER_MS);
    await frames.drained().finally(() => clearTimeout(timer));
  }

  #fail(error: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#options.onEnd(error);
  }
}
