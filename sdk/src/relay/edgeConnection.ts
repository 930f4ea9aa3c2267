import { type Address, bytesToHex, type Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import type { NodeRecord } from "../network/index.ts";
import { type ClientNode, type Connection, dialNode } from "../node/index.ts";
import type { SignedVoucher, VoucherSigner } from "../payments/index.ts";
import { encodeVoucher } from "../payments/index.ts";
import {
  addressBytes,
  type FrameStream,
  frames,
  fromProblem,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  type RequestCodecs,
  type RequestOptions,
  request,
  wire,
} from "../wire/index.ts";
import { type DepositParameters, type DepositResult, depositReader } from "./deposit.ts";
import { readFetchAnswer, readMessage, verifyFetchAnswer } from "./fetchAnswer.ts";
import { type FollowParameters, Follows } from "./follows.ts";
import {
  type DeleteParameters,
  deleteFrame,
  type FetchParameters,
  fetchFrame,
} from "./mailboxRequests.ts";
import { openSession, type SessionTerms } from "./openSession.ts";
import { Requests } from "./requests.ts";
import { SignedBatches } from "./signedBatches.ts";
import type { FetchResult, RelayView } from "./types.ts";
import { memoryPromises, type PromiseStore, VoucherBook } from "./voucherBook.ts";

export type EdgeConnectionOptions = {
  node: ClientNode;
  view: RelayView;
  edge: NodeRecord;
  /** Wallet whose deposit pays; without one the connection lives on the free tier. */
  payer?: Address | undefined;
  /** Signs its vouchers: the payer's account or a key that it registered. */
  voucherSigner?: VoucherSigner | undefined;
  /** Default: kept in memory for this connection. */
  promises?: PromiseStore | undefined;
  signal?: AbortSignal | undefined;
};

type RelayFrames = FrameStream<wire.RelayFrame, wire.RelayFrame>;

const OPEN_TIMEOUT_MS = 15_000;
const CLOSE_TIMEOUT_MS = 3_000;

/** One client's session and relay stream with one Edge. */
export class EdgeConnection {
  /** Operator of the Edge. */
  readonly edge: Address;
  readonly terms: SessionTerms;
  readonly #view: RelayView;
  readonly #connection: Connection;
  readonly #frames: RelayFrames;
  readonly #batches: SignedBatches;
  readonly #requests = new Requests<wire.RelayFrame>();
  readonly #follows: Follows;
  readonly #book: VoucherBook | undefined;

  /** @throws SendingError NODE_UNREACHABLE, ABORTED; ProblemError with the Edge's refusal */
  static async open(options: EdgeConnectionOptions): Promise<EdgeConnection> {
    const { node, view, edge, payer } = options;
    const timeout = AbortSignal.timeout(OPEN_TIMEOUT_MS);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    const connection = await dialNode(node, edge, { signal });
    const terms = await openSession(connection, view.deployment, { payer, signal });
    if (terms.edge !== edge.operator) {
      const details = `registered: ${edge.operator}; answered: ${terms.edge}`;
      throw new SendingError("An Edge says it is another one.", { code: "WRONG_EDGE", details });
    }
    const stream = await connection.newStream(PROTOCOLS.relay, { signal });
    return new EdgeConnection(options, connection, terms, stream);
  }

  private constructor(
    options: EdgeConnectionOptions,
    connection: Connection,
    terms: SessionTerms,
    stream: Parameters<typeof frames>[0],
  ) {
    this.edge = terms.edge;
    this.terms = terms;
    this.#view = options.view;
    this.#connection = connection;
    this.#batches = new SignedBatches(options.view);
    this.#frames = frames(stream, { send: wire.RelayFrame, receive: wire.RelayFrame });
    this.#frames.onFrames((batch) => {
      for (const frame of batch) this.#take(frame);
    });
    void this.#frames.ended.then((error) => this.#ended(error));
    this.#book = this.#openBook(options);
    this.#follows = new Follows((asked, onId) =>
      this.#paid(() => {
        const id = this.#requests.nextId();
        onId(id);
        return this.#fetch(id, asked, true);
      }),
    );
  }

  /** Resolves when the relay stream is closed, with what ended it. */
  get closed(): Promise<SendingError | undefined> {
    return this.#frames.closed;
  }

  /**
   * Hands a message in. Resolves when the Edge acknowledged and at least two valid receipts (of one
   * where a single Edge is responsible; none for a message that is only pushed) have arrived.
   * @throws ProblemError with the Edge's refusal; SendingError RECEIPTS_MISSING, TIMEOUT, ABORTED
   */
  async deposit(parameters: DepositParameters): Promise<DepositResult> {
    const { mailbox, epoch, expiry, signal } = parameters;
    const edges = expiry === 0 ? [] : await this.#view.responsible(mailbox, epoch, signal);
    return this.#paid(() => this.#deposit(parameters, edges));
  }

  async #deposit(parameters: DepositParameters, edges: readonly Address[]): Promise<DepositResult> {
    const { mailbox, epoch, payload, expiry } = parameters;
    await this.#book?.charge(payload.length);
    const id = this.#requests.nextId();
    const read = depositReader(parameters, edges, this.#batches);
    const result = this.#requests.add(id, read, parameters);
    const { blind } = parameters;
    this.#send({
      id,
      deposit: {
        mailbox: addressBytes(mailbox),
        blind: new Uint8Array(blind),
        payload: payload as Uint8Array<ArrayBuffer>,
        expiry,
        epoch,
      },
    });
    return result;
  }

  /** Reads a page of a mailbox, with the Edge's signature over exactly this answer. */
  async fetch(parameters: FetchParameters): Promise<FetchResult> {
    return this.#paid(() => this.#fetch(this.#requests.nextId(), parameters, false));
  }

  /**
   * Tells of what the mailbox holds, then of what arrives. Resolves at the signal, rejects when the
   * connection ends or the Edge stops.
   */
  follow(parameters: FollowParameters): Promise<void> {
    return this.#follows.run(parameters);
  }

  /** Deletes messages by hash; resolves with how many there were. */
  async delete(parameters: DeleteParameters): Promise<number> {
    const frame = await deleteFrame(this.#view, parameters);
    const id = this.#requests.nextId();
    const result = this.#requests.add(
      id,
      ({ problem, ack }) => {
        if (problem !== undefined) throw fromProblem(problem);
        return ack?.replicas;
      },
      parameters,
    );
    this.#send({ id, delete: frame });
    return result;
  }

  /** A one-shot exchange of another protocol on the same connection; `bytes`: what it is charged for. */
  async request<TSend, TReceive>(
    protocol: string,
    codecs: RequestCodecs<TSend, TReceive>,
    message: Partial<TSend>,
    options: RequestOptions & { bytes?: number | undefined } = {},
  ): Promise<TReceive> {
    const { signal, bytes = 0 } = options;
    await this.#book?.charge(bytes);
    const stream = await this.#connection.newStream(protocol, signal ? { signal } : {});
    return request(stream, codecs, message, options);
  }

  /** Promises the Edge everything that it carried and is not paid for yet. */
  async settle(): Promise<void> {
    await this.#book?.settle();
  }

  /** Pays what is open, then ends the stream. Never rejects. */
  async close(): Promise<void> {
    try {
      await this.#book?.settle();
    } catch {
      // The stream is gone already; the Edge gave credit for this much.
    }
    this.#book?.stop();
    await this.#frames.close({ signal: AbortSignal.timeout(CLOSE_TIMEOUT_MS) });
    this.#requests.failAll(new SendingError("The connection was closed.", { code: "CLOSED" }));
    this.#frames.abort(new SendingError("The connection was closed.", { code: "CLOSED" }));
  }

  async #fetch(id: number, parameters: FetchParameters, follow: boolean): Promise<FetchResult> {
    const { edge } = this;
    const frame = await fetchFrame(this.#view, edge, parameters, follow);
    const asked = {
      mailbox: parameters.mailboxKey.address.toLowerCase() as Address,
      nonce: bytesToHex(frame.nonce) as Hex,
    };
    const read = ({ problem, fetchAnswer }: wire.RelayFrame): FetchResult | undefined => {
      if (problem !== undefined) throw fromProblem(problem);
      if (fetchAnswer === undefined) return undefined;
      const answer = readFetchAnswer(fetchAnswer, asked);
      const isGenuine = verifyFetchAnswer(this.#batches, asked.mailbox, answer);
      if (answer.proof.edge !== edge || !isGenuine) {
        const details = `Edge ${edge}`;
        throw new SendingError("A fetch was not answered as the Edge must.", {
          code: "INVALID_ANSWER",
          details,
        });
      }
      return answer;
    };
    const result = this.#requests.add(id, read, parameters);
    this.#send({ id, fetch: frame });
    const answer = await result;
    for (const { payload } of answer.messages) void this.#book?.charge(payload.length);
    return answer;
  }

  /** Once more after paying on top, when the Edge asks for money that this side did not know of. */
  async #paid<Result>(attempt: () => Promise<Result>): Promise<Result> {
    try {
      return await attempt();
    } catch (error) {
      const isUnpaid =
        error instanceof ProblemError && error.problem === ProblemCode.PAYMENT_REQUIRED;
      if (!isUnpaid || this.#book === undefined) throw error;
      await this.#book.topUp();
      return attempt();
    }
  }

  #openBook(options: EdgeConnectionOptions): VoucherBook | undefined {
    const { view, payer, voucherSigner: signer, promises } = options;
    const { pricePerMib, creditBytes, edge: payee } = this.terms;
    const isPaid = pricePerMib > 0n && creditBytes > 0;
    if (payer === undefined || signer === undefined || !isPaid) return undefined;
    return new VoucherBook({
      view,
      payer,
      signer,
      promises: promises ?? memoryPromises(),
      payee,
      pricePerMib,
      creditBytes,
      send: (voucher) => this.#sendVoucher(voucher),
    });
  }

  #sendVoucher(voucher: SignedVoucher): void {
    this.#send({ id: this.#requests.nextId(), voucher: encodeVoucher(voucher) });
  }

  #send(frame: Partial<wire.RelayFrame>): void {
    void this.#frames.send(frame);
  }

  #take(frame: wire.RelayFrame): void {
    if (this.#requests.take(frame.id, frame)) return;
    if (frame.deliver !== undefined) this.#deliver(frame.deliver);
    else if (frame.problem !== undefined) this.#refused(frame.id, frame.problem);
  }

  #deliver({ mailbox: bytes, message }: wire.Deliver): void {
    if (message === undefined || bytes.length !== 20) {
      throw new ProblemError(ProblemCode.MALFORMED_FRAME, "A delivery is incomplete.");
    }
    const mailbox: Address = bytesToHex(bytes);
    void this.#book?.charge(message.payload.length);
    this.#follows.deliver(readMessage(message, { mailbox, edge: this.edge }));
  }

  /** A refusal of something that nothing waits for: a follow, a voucher, or (0) the stream. */
  #refused(id: number, problem: wire.Problem): void {
    const error = fromProblem(problem);
    this.#follows.fail(error, id === 0 ? undefined : id);
    if (id !== 0) return;
    this.#requests.failAll(error);
    this.#frames.abort(error);
  }

  #ended(cause: SendingError | undefined): void {
    const error = new SendingError("The connection to an Edge ended.", {
      code: "CONNECTION_LOST",
      details: `Edge ${this.edge}`,
      cause,
    });
    this.#book?.stop();
    this.#requests.failAll(error);
    this.#follows.fail(error);
    void this.#frames.close();
  }
}
