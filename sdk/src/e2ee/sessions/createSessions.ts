import type { Hex } from "viem";
import { SendingError } from "../../errors/index.ts";
import type { Store, StoreChange } from "../../store/index.ts";
import { type PreKeyBundle, validateBundle } from "../bundle.ts";
import type { CryptoProvider } from "../CryptoProvider.ts";
import type { Device } from "../device.ts";
import type { DeviceAddress, DeviceIdentity } from "../identity.ts";
import { readPrelude, sealInitial } from "../initial.ts";
import { defaultProfile, type Profile } from "../profile.ts";
import { undecryptable } from "../ratchet/state.ts";
import { acceptInitial, type ResolveDevice } from "./acceptInitial.ts";
import { decryptOn, encryptOn, type Frame, readFrame } from "./frame.ts";
import { preferredSession } from "./preferred.ts";
import type { SessionRecord } from "./record.ts";
import { prunePreKeys, type RenewPreKeysParameters, renewPreKeys } from "./renewPreKeys.ts";
import { serialized } from "./serialized.ts";
import { openSessionTable } from "./sessionTable.ts";

export type CreateSessionsParameters = {
  crypto: CryptoProvider;
  /** Used by one process at a time. */
  store: Store;
  device: Device;
  resolveDevice: ResolveDevice;
  profile?: Profile | undefined;
  /** Unix seconds; the wall clock by default. */
  now?: (() => number) | undefined;
};

export type DecryptedMessage = { sender: DeviceIdentity; plaintext: Uint8Array };

/** More changes for the batch that stores the session: what was sent or received goes with it or not. */
export type Alongside<T> = (result: T) => readonly StoreChange[];

/** Encrypted conversations of this device with other devices. Calls run one after the other. */
export type Sessions = {
  /** Whether {@link Sessions.encrypt} can do without a bundle. */
  hasSession(peer: DeviceAddress): Promise<boolean>;
  /**
   * Starts a session from a bundle (of which the first one-time key is used) and gives up older ones.
   * @throws SendingError UNKNOWN_DEVICE, INVALID_BUNDLE, LOW_ORDER_POINT
   */
  start(bundle: PreKeyBundle): Promise<void>;
  /** @throws SendingError NO_SESSION */
  encrypt(
    peer: DeviceAddress,
    plaintext: Uint8Array,
    alongside?: Alongside<Uint8Array>,
  ): Promise<Uint8Array>;
  /**
   * Decrypts what any device sent; nothing changes unless it verifies.
   * @throws SendingError MALFORMED_MESSAGE, UNDECRYPTABLE_MESSAGE, DUPLICATE_MESSAGE,
   * REPLAYED_INITIAL_MESSAGE, UNKNOWN_PRE_KEY, IDENTITY_MISMATCH, TOO_MANY_SKIPPED, LOW_ORDER_POINT
   */
  decrypt(message: Uint8Array, alongside?: Alongside<DecryptedMessage>): Promise<DecryptedMessage>;
  /** The sessions with a device, the preferred one first. */
  sessionsWith(peer: DeviceAddress): Promise<SessionSummary[]>;
  /** Drops every session with a DID: its nonce moved on, or it is no longer wanted. */
  forget(did: Hex): Promise<void>;
  /** New bundles to publish, their secrets stored. */
  renewPreKeys(parameters: RenewPreKeysParameters): Promise<PreKeyBundle[]>;
  /** Deletes pre-keys that no message under way can need. Call it after fetching. */
  prunePreKeys(): Promise<void>;
};

/** `ephemeralKey` names the session to both sides; `answered`: something was received on it. */
export type SessionSummary = { ephemeralKey: Uint8Array; createdAt: number; answered: boolean };

const wallClock = () => Math.floor(Date.now() / 1000);

/** @throws SendingError CORRUPT_STATE when the store holds damaged sessions */
export async function createSessions(parameters: CreateSessionsParameters): Promise<Sessions> {
  const { crypto, store, device, resolveDevice, now = wallClock } = parameters;
  const context = { crypto, profile: parameters.profile ?? defaultProfile };
  const table = await openSessionTable(store);
  const run = serialized();

  const pinned = (peer: DeviceAddress) =>
    table.with(peer).filter((record) => record.peer.didNonce === peer.didNonce);

  /** Tries every session, the most recently used first: a header opens under its own key only. */
  const decryptOnAny = (frame: Frame) => {
    for (const record of table.all()) {
      try {
        return decryptOn(context, record, frame, now());
      } catch (error) {
        if (!(error instanceof SendingError && error.code === "UNDECRYPTABLE_MESSAGE")) throw error;
      }
    }
    throw undecryptable("it belongs to no session");
  };

  const open = async (frame: Frame) => {
    const { prelude } = frame;
    if (!prelude) return { ...decryptOnAny(frame), changes: [] };
    const known = table.find(readPrelude(context, prelude).ephemeralKey);
    if (known) return { ...decryptOn(context, known, frame, now()), changes: [] };
    return acceptInitial(context, { store, device, resolveDevice, prelude, frame, now: now() });
  };

  return {
    hasSession: (peer) => run(async () => preferredSession(pinned(peer), now()) !== undefined),

    start: (bundle) =>
      run(async () => {
        const registered = await resolveDevice(bundle);
        if (!registered) {
          throw new SendingError("A device is not registered, or was removed.", {
            code: "UNKNOWN_DEVICE",
            details: `${bundle.did} ${bundle.deviceId}`,
          });
        }
        validateBundle(crypto, bundle, registered);
        const { did, deviceId, didNonce, identityKey } = bundle;
        const older = table.with(bundle);
        // Later than all others, whatever the clocks say, so that both sides come to prefer it.
        const createdAt = Math.max(now(), ...older.map((record) => record.createdAt + 1));
        const fresh: SessionRecord = {
          ...sealInitial(context, { self: device, bundle, createdAt }),
          peer: { did, deviceId, didNonce, identityKey },
          archived: false,
        };
        await table.put([fresh, ...older.map((record) => ({ ...record, archived: true }))]);
      }),

    encrypt: (peer, plaintext, alongside) =>
      run(async () => {
        const session = preferredSession(pinned(peer), now());
        if (!session) {
          throw new SendingError("There is no session with this device.", {
            code: "NO_SESSION",
            details: `${peer.did} ${peer.deviceId}`,
            hint: "Fetch the device's pre-key bundle and start one.",
          });
        }
        const { record, frame } = encryptOn(context, session, plaintext);
        await table.put([record], alongside?.(frame));
        return frame;
      }),

    decrypt: (message, alongside) =>
      run(async () => {
        const { record, plaintext, changes } = await open(readFrame(context, message));
        const decrypted = { sender: record.peer, plaintext };
        await table.put([record], [...changes, ...(alongside?.(decrypted) ?? [])]);
        return decrypted;
      }),

    sessionsWith: (peer) =>
      run(async () => {
        const first = preferredSession(pinned(peer), now());
        const rest = pinned(peer).filter((record) => record !== first);
        return (first ? [first, ...rest] : rest).map(({ ephemeralKey, createdAt, prelude }) => ({
          ephemeralKey,
          createdAt,
          answered: prelude === undefined,
        }));
      }),

    forget: (did) =>
      run(() =>
        table.remove(
          table.all().filter((record) => record.peer.did.toLowerCase() === did.toLowerCase()),
        ),
      ),

    renewPreKeys: (wanted) =>
      run(async () => {
        const renewed = await renewPreKeys({ crypto, store, device, now: now() }, wanted);
        await store.batch(renewed.changes);
        return renewed.bundles;
      }),

    prunePreKeys: () => run(async () => store.batch(await prunePreKeys(store, now()))),
  };
}
