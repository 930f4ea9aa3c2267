import { equalBytes } from "@noble/ciphers/utils.js";
import { SendingError } from "../../errors/index.ts";
import type { Store, StoreChange } from "../../store/index.ts";
import type { RegisteredDevice } from "../bundle.ts";
import type { Device } from "../device.ts";
import type { DeviceAddress, DeviceIdentity } from "../identity.ts";
import { openInitial, readPrelude } from "../initial.ts";
import type { E2eeContext } from "../profile.ts";
import { decryptOn, type Frame } from "./frame.ts";
import { findOneTimePreKey, findSignedPreKey, useInitial, wasUsed } from "./preKeyStore.ts";
import type { SessionRecord } from "./record.ts";

/** Looks a device up on chain; undefined unless it is active. */
export type ResolveDevice = (
  address: Pick<DeviceAddress, "did" | "deviceId">,
) => Promise<RegisteredDevice | undefined>;

function refuse(code: string, message: string, details?: string): SendingError {
  return new SendingError(message, { code, details });
}

async function requireRegistered(
  resolveDevice: ResolveDevice,
  sender: DeviceIdentity,
): Promise<void> {
  const registered = await resolveDevice(sender);
  const genuine =
    registered?.didNonce === sender.didNonce &&
    equalBytes(registered.identityKey, sender.identityKey);
  if (!genuine) {
    const details = `${sender.did} ${sender.deviceId}`;
    throw refuse("IDENTITY_MISMATCH", "A sender is not the device that it claims to be.", details);
  }
}

async function requirePreKey<T>(found: Promise<T | undefined>, id: number): Promise<T> {
  const preKey = await found;
  if (preKey) return preKey;
  throw refuse(
    "UNKNOWN_PRE_KEY",
    "A message was encrypted to a key that is gone.",
    `pre-key ${id}`,
  );
}

export type AcceptInitialParameters = {
  store: Store;
  device: Device;
  resolveDevice: ResolveDevice;
  prelude: Uint8Array;
  frame: Frame;
  now: number;
};

export type AcceptedInitial = {
  record: SessionRecord;
  plaintext: Uint8Array;
  /** To be stored with the session: only now, with the tag verified, is the one-time key used. */
  changes: StoreChange[];
};

/**
 * Opens a message that starts a session. Writes nothing.
 * @throws SendingError REPLAYED_INITIAL_MESSAGE, UNKNOWN_PRE_KEY, UNDECRYPTABLE_MESSAGE,
 * IDENTITY_MISMATCH, LOW_ORDER_POINT, MALFORMED_MESSAGE
 */
export async function acceptInitial(
  context: E2eeContext,
  { store, device, resolveDevice, prelude, frame, now }: AcceptInitialParameters,
): Promise<AcceptedInitial> {
  const head = readPrelude(context, prelude);
  if (await wasUsed(store, head)) {
    throw refuse("REPLAYED_INITIAL_MESSAGE", "A session was started by this message before.");
  }
  const { signedPreKeyId, oneTimePreKeyId } = head;
  const signedPreKey = await requirePreKey(findSignedPreKey(store, signedPreKeyId), signedPreKeyId);
  const oneTimePreKey =
    oneTimePreKeyId === 0
      ? undefined
      : await requirePreKey(findOneTimePreKey(store, oneTimePreKeyId), oneTimePreKeyId);

  const start = openInitial(context, { self: device, prelude, signedPreKey, oneTimePreKey });
  const { sender, ...session } = start;
  const fresh: SessionRecord = { ...session, peer: sender, prelude: undefined, archived: false };
  const { record, plaintext } = decryptOn(context, fresh, frame, now);
  await requireRegistered(resolveDevice, sender);
  return { record, plaintext, changes: useInitial(head) };
}
