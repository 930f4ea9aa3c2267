import { bytesToHex, type Hex } from "viem";
import type { Did } from "../actions/did/index.ts";
import type { CryptoProvider, Device, Sessions } from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";
import { type Emitter, pause } from "../network/index.ts";
import type { CustodyReceipt, MailboxClient, MailboxKey, RelayView } from "../relay/index.ts";
import { type Content, encodeContent } from "./content.ts";
import { didHex, didNumber, didText } from "./didKey.ts";
import type { Inbox, InboxCounts, StoredInbound } from "./inbox.ts";
import type { MessageQueue } from "./messageQueue.ts";
import type { Outbox } from "./outbox.ts";
import type { IdentityView, Peers, Recipient } from "./peers.ts";
import type { Pins } from "./pins.ts";
import type { Publisher } from "./publisher.ts";

export type InboundMessage = {
  id: Hex;
  from: Did;
  deviceId: Hex;
  /** `text`, or a type that this version shows by its text. */
  type: string;
  text: string;
  /** Unix milliseconds by the sender's clock; grows with each message of a device. */
  sentAt: number;
  /** Set on copies of what another device of this DID sent: where that went. */
  to: Did | undefined;
};

export type SentMessage = {
  id: Hex;
  /** One entry for each device of the recipient. */
  deliveries: { deviceId: Hex; receipts: CustodyReceipt[] }[];
};

export type SendOptions = {
  signal?: AbortSignal | undefined;
  /** How long to wait for the Edges' acknowledgement. Default: 60 s. */
  timeoutMs?: number | undefined;
};

export type MessengerEvents = {
  /** Something failed that is tried again or left out: an Edge, a message that cannot be read. */
  problem: unknown;
  /** A message came from a DID whose nonce has moved on since the conversation began. */
  identityChanged: { did: Did; nonce: number };
  /** A voucher left: what an Edge (its operator) was promised in that epoch so far, in wei and bytes. */
  paid: { edge: Hex; epoch: number; fee: bigint; bytes: number };
};

/** What a messenger asks about the network: a part of NetworkView. */
export type MessengerView = RelayView & IdentityView;

export type MessengerParts = {
  view: MessengerView;
  device: Device;
  crypto: CryptoProvider;
  sessions: Sessions;
  mailboxKey: MailboxKey;
  client: MailboxClient;
  pins: Pins;
  publisher: Publisher;
  peers: Peers;
  inbox: Inbox;
  outbox: Outbox;
  queue: MessageQueue<StoredInbound>;
  events: Emitter<MessengerEvents>;
};

const SEND_TIMEOUT_MS = 60_000;
const REGISTERED_TIMEOUT_MS = 30_000;
const PUBLISH_RETRY_MS = 1_000;
const NOTHING: Uint8Array = new Uint8Array(0);

/** One device's end of its conversations. Made by {@link createMessenger}. */
export class Messenger {
  readonly did: Did;
  readonly deviceId: Hex;
  readonly mailbox: Hex;
  readonly #parts: MessengerParts;
  readonly #stop = new AbortController();
  #background: Promise<unknown>[] = [];
  #lastSentAt = 0;

  constructor(parts: MessengerParts) {
    this.#parts = parts;
    this.did = didText(parts.view.deployment.chainId, parts.device.did);
    this.deviceId = parts.device.deviceId;
    this.mailbox = parts.mailboxKey.address;
  }

  /** Messages received, dropped as repeated, and not readable, since this messenger was made. */
  get counts(): Readonly<InboxCounts> {
    return this.#parts.inbox.counts;
  }

  on<name extends keyof MessengerEvents>(
    event: name,
    listener: (value: MessengerEvents[name]) => void,
  ): () => void {
    return this.#parts.events.on(event, listener);
  }

  /**
   * Publishes this device's pre-keys, then follows its mailbox. Resolves when others can write to it.
   * @throws SendingError DEVICE_NOT_REGISTERED, ABORTED
   */
  async start(signal?: AbortSignal): Promise<void> {
    const { publisher, outbox, inbox, client, mailboxKey, events } = this.#parts;
    const ending = this.#stop.signal;
    const starting = signal ? AbortSignal.any([signal, ending]) : ending;
    await this.#requireRegistered(starting);
    for (let published = 0; published === 0; ) {
      if (starting.aborted) {
        throw new SendingError("Starting was cancelled.", {
          code: "ABORTED",
          cause: starting.reason,
        });
      }
      try {
        ({ published } = await publisher.publish(starting));
      } catch (error) {
        events.emit("problem", error);
      }
      if (published === 0) await pause(PUBLISH_RETRY_MS, starting);
    }
    const onError = (error: unknown): void => events.emit("problem", error);
    const onMessages = inbox.receive.bind(inbox);
    this.#background = [
      publisher.run(ending),
      outbox.run(ending),
      inbox.run(ending),
      client.follow({ mailboxKey, onMessages, onError, signal: ending }),
    ];
  }

  /**
   * Encrypts a text to every device of `to`, and of the own DID, and resolves when two Edges hold it
   * for each device of the recipient.
   * @throws SendingError IDENTITY_CHANGED, NO_DEVICES, NO_BUNDLE, CONTENT_TOO_LARGE, NOT_ACKNOWLEDGED
   */
  async send(to: string, text: string, options: SendOptions = {}): Promise<SentMessage> {
    const { view, crypto, peers } = this.#parts;
    const did = didNumber(view.deployment.chainId, to);
    await this.#requireKnown(did);
    const timeout = AbortSignal.timeout(options.timeoutMs ?? SEND_TIMEOUT_MS);
    const ending = [timeout, this.#stop.signal, ...(options.signal ? [options.signal] : [])];
    const signal = AbortSignal.any(ending);
    const id = bytesToHex(crypto.random(16));
    const content: Content = { id, type: "text", text, sentAt: this.#nextSentAt() };
    // Padded before anything is sent, so that what is too long is refused as a whole.
    const plaintext = encodeContent(content);
    const [recipients, own] = await Promise.all([
      peers.recipients(did, signal),
      peers.ownOthers(signal),
    ]);
    const copy = own.length > 0 ? encodeContent({ ...content, to: didHex(did) }) : plaintext;
    for (const recipient of own) {
      void this.#sendTo(recipient, id, copy, signal).catch((error) =>
        this.#parts.events.emit("problem", error),
      );
    }
    const deliveries = await Promise.all(
      recipients.map((recipient) => this.#sendTo(recipient, id, plaintext, signal)),
    );
    return { id, deliveries };
  }

  /**
   * What was received, in order, each once; also what arrived and was not read before a restart. A
   * message counts as read when the next one is asked for. For one reader; ends at the signal and when
   * the messenger is closed.
   */
  async *messages(signal?: AbortSignal): AsyncGenerator<InboundMessage, void> {
    for await (const message of this.#parts.queue.read(signal)) yield this.#show(message);
  }

  /** Goes on with a DID whose nonce has moved on; what it sends and gets is a new conversation. */
  async acceptIdentity(did: string): Promise<void> {
    const { view, pins, sessions } = this.#parts;
    const number = didNumber(view.deployment.chainId, did);
    const nonce = view.didNonce(number);
    if (pins.isChanged(didHex(number), nonce)) await sessions.forget(didHex(number));
    await pins.accept(didHex(number), nonce);
  }

  /** Ends everything: pays what is open, closes the connections. The store stays open. */
  async close(): Promise<void> {
    const { inbox, client, queue } = this.#parts;
    await inbox.flush();
    this.#stop.abort();
    queue.close();
    await Promise.all(this.#background);
    await client.close();
  }

  async #sendTo(
    { mailbox, ...address }: Recipient,
    id: Hex,
    plaintext: Uint8Array,
    signal: AbortSignal,
  ): Promise<SentMessage["deliveries"][number]> {
    const { view, crypto, sessions, outbox, pins } = this.#parts;
    const expiry = view.now() + view.deployment.schedule.messageTtl;
    const blind = crypto.random(32);
    const key = `${String(Date.now()).padStart(15, "0")}/${id}/${address.deviceId}`;
    const record = { id, mailbox, blind, payload: NOTHING, expiry };
    await sessions.encrypt(address, plaintext, (payload) => {
      record.payload = payload;
      return [outbox.add({ key, record }), ...pins.firstMet(address.did, address.didNonce)];
    });
    return { deviceId: address.deviceId, receipts: await outbox.deliver({ key, record }, signal) };
  }

  #nextSentAt(): number {
    this.#lastSentAt = Math.max(Date.now(), this.#lastSentAt + 1);
    return this.#lastSentAt;
  }

  async #requireKnown(did: bigint): Promise<void> {
    const { view, pins, sessions } = this.#parts;
    const nonce = view.didNonce(did);
    if (pins.isChanged(didHex(did), nonce)) await sessions.forget(didHex(did));
    pins.require(didHex(did), nonce);
  }

  async #requireRegistered(signal: AbortSignal): Promise<void> {
    const { view, device } = this.#parts;
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(REGISTERED_TIMEOUT_MS)]);
    try {
      await view.waitFor(() => view.device(BigInt(device.did), device.deviceId), bounded);
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new SendingError("This device is not registered.", {
        code: "DEVICE_NOT_REGISTERED",
        details: `${this.did} device ${device.deviceId}`,
        hint: "The DID's controller registers its keys with addDevice.",
        cause,
      });
    }
  }

  #show({ id, from, deviceId, type, text, sentAt, to, didNonce }: StoredInbound): InboundMessage {
    const { view, pins, device, events } = this.#parts;
    const { chainId } = view.deployment;
    const did = didText(chainId, from);
    if (didNonce !== undefined && pins.isChanged(from, didNonce)) {
      events.emit("identityChanged", { did, nonce: didNonce });
    }
    // Only a device of one's own says where one's message went.
    const isOwn = from === device.did.toLowerCase() && to !== undefined;
    return {
      id,
      from: did,
      deviceId,
      type,
      text,
      sentAt,
      to: isOwn ? didText(chainId, to) : undefined,
    };
  }
}
