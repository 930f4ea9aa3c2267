import { type Hex, hexToBytes } from "viem";
import {
  type CryptoProvider,
  createCrypto,
  createSessions,
  type Device,
  loadDevice,
  type RegisteredDevice,
} from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";
import { Emitter } from "../network/index.ts";
import {
  type EdgePoolOptions,
  MailboxClient,
  PreKeyDirectory,
  type PromiseStore,
} from "../relay/index.ts";
import type { Store } from "../store/index.ts";
import { Inbox, type StoredInbound } from "./inbox.ts";
import { loadMailboxKey } from "./mailboxKey.ts";
import { MessageQueue } from "./messageQueue.ts";
import { Messenger, type MessengerEvents, type MessengerView } from "./messenger.ts";
import { Outbox } from "./outbox.ts";
import { Peers } from "./peers.ts";
import { Pins } from "./pins.ts";
import { Publisher } from "./publisher.ts";
import { storePromises } from "./storePromises.ts";

export type CreateMessengerParameters = Pick<
  EdgePoolOptions,
  "node" | "payer" | "voucherSigner"
> & {
  /** A started NetworkView. */
  view: MessengerView;
  /** Used by one process at a time. */
  store: Store;
  /** Default: the one that the store holds (saveDevice). */
  device?: Device | undefined;
  /** Default: libsodium. */
  crypto?: CryptoProvider | undefined;
};

/** Time for which a sender's device that is not on our view of the chain yet is waited for. */
const RESOLVE_MS = 4_000;

/**
 * Messages of one device of a DID. Sends and receives nothing before `start`.
 * @throws SendingError NO_DEVICE, CORRUPT_STATE
 */
export async function createMessenger(parameters: CreateMessengerParameters): Promise<Messenger> {
  const { view, store } = parameters;
  const crypto = parameters.crypto ?? (await createCrypto());
  const device = parameters.device ?? (await loadDevice(store));
  if (device === undefined) {
    throw new SendingError("The store holds no device.", {
      code: "NO_DEVICE",
      hint: "Generate one, register its keys with addDevice and save it.",
    });
  }
  const events = new Emitter<MessengerEvents>();
  const onError = (error: unknown): void => events.emit("problem", error);
  const now = (): number => view.now();
  const resolveDevice = (address: { did: Hex; deviceId: Hex }) => findDevice(view, address);
  const sessions = await createSessions({ crypto, store, device, resolveDevice, now });
  const mailboxKey = await loadMailboxKey(store, crypto);
  const stored = storePromises(store);
  const promises: PromiseStore = {
    load: stored.load,
    save: async (edge, epoch, promised) => {
      await stored.save(edge, epoch, promised);
      events.emit("paid", { edge, epoch, fee: promised.fee, bytes: promised.bytes });
    },
  };
  const client = new MailboxClient({ ...parameters, promises });
  const directory = new PreKeyDirectory(client.pool);
  const pins = await Pins.open(store);
  const mailbox = mailboxKey.address;
  const publisher = new Publisher({ crypto, device, sessions, directory, mailbox, onError });
  // Replicas may hold one device's messages in another order than it sent them in.
  const queue = new MessageQueue<StoredInbound>(
    ({ key }) => inbox.taken(key),
    (message, other) => message.deviceId === other.deviceId && message.sentAt < other.sentAt,
  );
  const inbox: Inbox = await Inbox.open({
    store,
    sessions,
    client,
    mailboxKey,
    identities: view,
    alongside: ({ sender }) => {
      const changes = pins.firstMet(sender.did.toLowerCase() as Hex, sender.didNonce);
      if (changes.length > 0) publisher.sessionBegun();
      return changes;
    },
    onMessage: (message) => queue.push(message),
    onError,
    now,
  });
  queue.push(...(await inbox.waiting()));
  return new Messenger({
    view,
    device,
    crypto,
    sessions,
    mailboxKey,
    client,
    pins,
    publisher,
    inbox,
    queue,
    events,
    outbox: new Outbox({ store, client, onError }),
    peers: new Peers({ crypto, store, sessions, directory, identities: view, self: device }),
  });
}

async function findDevice(
  view: MessengerView,
  { did, deviceId }: { did: Hex; deviceId: Hex },
): Promise<RegisteredDevice | undefined> {
  const find = () => view.device(BigInt(did), deviceId);
  const known =
    find() ?? (await view.waitFor(find, AbortSignal.timeout(RESOLVE_MS)).catch(() => {}));
  if (!known) return undefined;
  const { didNonce, identityKey, signingKey } = known;
  return { didNonce, identityKey: hexToBytes(identityKey), signingKey: hexToBytes(signingKey) };
}
