import {
  frames,
  ProblemCode,
  ProblemError,
  requireSafe,
  type Stream,
  wire,
} from "@sendingnetwork/sdk/wire";
import { bytesToHex } from "viem";
import type { Connection } from "../../node/index.ts";
import { keyOf } from "../keyOf.ts";
import type { Session } from "../session/index.ts";
import { MAX_DEPOSITS_UNDER_WAY, MAX_FOLLOWED, MAX_READER_BYTES } from "./constants.ts";
import { deleteMessages } from "./deleteMessages.ts";
import { checkDeposit } from "./deposit.ts";
import { Follower, type RelayFrames } from "./Follower.ts";
import { authorizeFetch, readPage } from "./fetch.ts";
import type { RelayServices } from "./services.ts";
import { storeCopies } from "./storeCopies.ts";

/** Something that the next frame of the stream has to wait for. */
type Wait = Promise<unknown> | undefined;

/**
 * One /sdn/relay/1 stream. Frames are taken in the order they came; what needs no disk and no other
 * Edge is done at once, within the read event, and its output leaves with the next write.
 */
export class RelayConnection {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #services: RelayServices;
  readonly #frames: RelayFrames;
  readonly #followed = new Map<string, Follower>();
  #underWay = 0;
  #room: PromiseWithResolvers<void> | undefined;
  #voucher: Promise<void> | undefined;

  constructor(
    stream: Stream,
    connection: Connection,
    { session, services }: { session: Session; services: RelayServices },
  ) {
    this.#connection = connection;
    this.#session = session;
    this.#services = services;
    this.#frames = frames(stream, {
      send: wire.RelayFrame,
      receive: wire.RelayFrame,
      onMalformed: (error) => {
        this.#refuse(0, error);
        return !services.guard.isBarred(connection);
      },
    });
  }

  /** Serves the stream until it ends. Never rejects. */
  async serve(): Promise<void> {
    this.#frames.onFrames((batch) => this.#takeFrom(batch, 0));
    const error = await this.#frames.ended;
    // The length prefix cannot be trusted any more; the peer is told why before the stream closes.
    if (error instanceof ProblemError) this.#refuse(0, error);
    for (const follower of this.#followed.values()) this.#unfollow(follower);
    if (error === undefined) await this.#settled();
    await this.#frames.close();
  }

  #takeFrom(batch: wire.RelayFrame[], first: number): void | Promise<void> {
    for (let i = first; i < batch.length; i++) {
      const wait = this.#take(batch[i] as wire.RelayFrame);
      if (wait) return wait.then(() => this.#takeFrom(batch, i + 1));
    }
  }

  /** Never throws, never rejects: what goes wrong is the answer to the frame. */
  #take(frame: wire.RelayFrame): Wait {
    const { id } = frame;
    try {
      return this.#dispatch(frame)?.catch((error: unknown) => this.#refuse(id, error));
    } catch (error) {
      this.#refuse(id, error);
      return undefined;
    }
  }

  #dispatch(frame: wire.RelayFrame): Wait {
    const id = requireSafe(frame.id, "id");
    if (frame.deposit) return this.#deposit(id, frame.deposit);
    if (frame.fetch) return this.#fetch(id, frame.fetch);
    if (frame.voucher) return this.#takeVoucher(id, frame.voucher);
    if (frame.delete) {
      return deleteMessages(frame.delete, this.#services).then((replicas) =>
        this.#send({ id, ack: { replicas } }),
      );
    }
    const text = "Edges take deposits, fetches, deletions and vouchers.";
    throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
  }

  #deposit(id: number, deposit: wire.Deposit): Wait {
    const { view, responsibility } = this.#services;
    checkDeposit(deposit, view);
    responsibility.checkEpoch(deposit.epoch);
    const edges = responsibility.of(bytesToHex(deposit.mailbox), deposit.epoch);
    if (edges instanceof Promise) return edges.then((known) => this.#admit(id, deposit, known));
    return this.#admit(id, deposit, edges);
  }

  #admit(id: number, deposit: wire.Deposit, edges: readonly `0x${string}`[]): Wait {
    const go = () =>
      deposit.expiry === 0 ? this.#pass(id, deposit) : this.#store(id, deposit, edges);
    const charging = this.#charge(deposit.payload.length);
    return charging ? charging.then(go) : go();
  }

  /** Waits for a voucher that is on its way to the disk before it refuses. */
  #charge(bytes: number): Promise<void> | undefined {
    try {
      this.#session.account.charge(bytes);
      return undefined;
    } catch (error) {
      if (!this.#voucher) throw error;
      return this.#voucher.then(() => this.#session.account.charge(bytes));
    }
  }

  /** To whoever reads right now; kept nowhere. */
  #pass(id: number, deposit: wire.Deposit): Wait {
    const passed = this.#services.followers.pass(deposit);
    if (!passed) {
      throw new ProblemError(ProblemCode.NOT_CONNECTED, "Nobody reads this mailbox here now.");
    }
    this.#services.counters.passed(deposit.payload.length);
    if (id !== 0) this.#send({ id, ack: { replicas: 0 } });
    return passed === true ? undefined : passed;
  }

  #store(id: number, deposit: wire.Deposit, edges: readonly `0x${string}`[]): Wait {
    this.#underWay++;
    storeCopies({
      deposit,
      edges,
      services: this.#services,
      onReceipt: (custody) => this.#send({ id, custody }),
      onAcknowledged: (replicas) => {
        this.#services.counters.deposited(deposit.payload.length);
        this.#send({ id, ack: { replicas } });
      },
    })
      .catch((error: unknown) => this.#refuse(id, error))
      .finally(() => {
        this.#underWay--;
        this.#room?.resolve();
      });
    if (this.#underWay < MAX_DEPOSITS_UNDER_WAY) return undefined;
    this.#room = Promise.withResolvers();
    return this.#room.promise;
  }

  async #fetch(id: number, fetch: wire.Fetch): Promise<void> {
    authorizeFetch(fetch, this.#services);
    // A peer that asks faster than it reads waits for itself, not for our memory.
    if (this.#frames.queuedBytes > MAX_READER_BYTES) await this.#frames.drained();
    const { rows, more } = readPage(fetch, this.#services);
    await this.#charge(rows.reduce((sum, { payload }) => sum + payload.length, 0));
    const { mailbox, nonce, follow, after } = fetch;
    const answer = await this.#services.answers.answer({ mailbox, nonce, rows, more });
    this.#services.counters.fetched(rows.length);
    this.#send({ id, fetchAnswer: answer });
    // With the last page: who pages on would get everything twice.
    if (follow && !more) this.#follow(id, mailbox, rows.at(-1)?.sequence ?? after);
  }

  #follow(id: number, mailbox: Uint8Array, after: number): void {
    const key = keyOf(mailbox);
    const earlier = this.#followed.get(key);
    if (earlier) this.#unfollow(earlier);
    if (this.#followed.size >= MAX_FOLLOWED) {
      const text = `A stream follows at most ${MAX_FOLLOWED} mailboxes.`;
      throw new ProblemError(ProblemCode.TOO_MANY_REQUESTS, text);
    }
    const follower: Follower = new Follower({
      // Its own copy: the frame's buffer is gone long before the follower.
      mailbox: mailbox.slice(),
      after,
      frames: this.#frames,
      session: this.#session,
      store: this.#services.store,
      now: () => this.#services.view.now(),
      onEnd: (error) => {
        this.#unfollow(follower);
        if (error instanceof ProblemError) this.#refuse(id, error);
      },
    });
    this.#followed.set(key, follower);
    this.#services.followers.add(follower);
    follower.start();
  }

  #unfollow(follower: Follower): void {
    follower.end();
    this.#services.followers.remove(follower);
    this.#followed.delete(keyOf(follower.mailbox));
  }

  /** Reading goes on while the voucher is written; what needs its credit waits for it. */
  #takeVoucher(id: number, voucher: wire.Voucher): Wait {
    const before = this.#voucher ?? Promise.resolve();
    const taken = before
      .then(() => this.#services.vouchers.accept(voucher, this.#session))
      .then(() => {
        this.#services.counters.paid();
        if (id !== 0) this.#send({ id, ack: { replicas: 0 } });
      })
      .catch((error: unknown) => this.#refuse(id, error))
      .finally(() => {
        if (this.#voucher === taken) this.#voucher = undefined;
      });
    this.#voucher = taken;
    return undefined;
  }

  #refuse(id: number, error: unknown): void {
    this.#send({ id, problem: this.#services.guard.refuse("relay", error, this.#connection) });
  }

  #send(frame: Partial<wire.RelayFrame>): void {
    try {
      void this.#frames.send(frame);
    } catch {
      // The stream is closed; whoever waited for this learned it from there.
    }
  }

  /** A peer that closed its side still gets the answers to what it asked. */
  async #settled(): Promise<void> {
    await this.#voucher;
    while (this.#underWay > 0) {
      this.#room = Promise.withResolvers();
      await this.#room.promise;
    }
  }
}
