import type { Address } from "viem";
import type { Store, StoreChange } from "../../store/index.ts";
import { type PreKeyBundle, signPreKey } from "../bundle.ts";
import type { CryptoProvider } from "../CryptoProvider.ts";
import { fromBytes } from "../codec.ts";
import { type Device, identityOf } from "../device.ts";
import { generateKeyPair } from "../keyPair.ts";
import {
  COUNTERS,
  countersSchema,
  INITIALS,
  idKey,
  listAll,
  ONE_TIME,
  type OneTimePreKey,
  oneTimeSchema,
  put,
  SIGNED,
  type SignedPreKey,
  signedSchema,
} from "./preKeyStore.ts";

const DAY = 86_400;
/** Seconds after which a renewed bundle gets a new signed pre-key. */
export const SIGNED_PRE_KEY_PERIOD = 7 * DAY;
/** Seconds that a replaced pre-key is kept for messages under way: a mailbox's 14 days, and a margin. */
export const RETIRED_PRE_KEY_LIFETIME = 30 * DAY;

export type RenewPreKeysParameters = {
  mailbox: Address;
  /** How many bundles: one for each Edge of the directory slot, with one-time keys of its own. */
  bundles: number;
  /** One-time keys in each bundle. */
  oneTimeKeys: number;
};

/**
 * New bundles with fresh one-time keys under one sequence number, a new signed pre-key when the last is
 * a week old; what they replace is retired. The changes must be stored before a bundle is published.
 */
export async function renewPreKeys(
  {
    crypto,
    store,
    device,
    now,
  }: { crypto: CryptoProvider; store: Store; device: Device; now: number },
  { mailbox, bundles, oneTimeKeys }: RenewPreKeysParameters,
): Promise<{ bundles: PreKeyBundle[]; changes: StoreChange[] }> {
  const stored = await store.get(COUNTERS, "counters");
  const counters = stored
    ? fromBytes(countersSchema, stored, "counter")
    : { sequence: 0, signed: 0, oneTime: 0 };
  const changes: StoreChange[] = [];

  const inUse = (await listAll(store, SIGNED, signedSchema)).filter(
    (k) => k.retiredAt === undefined,
  );
  let signed = inUse.find(({ createdAt }) => createdAt + SIGNED_PRE_KEY_PERIOD > now);
  if (!signed) {
    const id = ++counters.signed;
    const pair = generateKeyPair(crypto);
    const signature = signPreKey(crypto, device, { id, key: pair.public });
    signed = { id, ...pair, signature, createdAt: now };
    changes.push(put(SIGNED, idKey(id), signed));
  }
  for (const old of inUse) {
    if (old !== signed) changes.push(put(SIGNED, idKey(old.id), { ...old, retiredAt: now }));
  }
  for (const old of await listAll(store, ONE_TIME, oneTimeSchema)) {
    if (old.retiredAt === undefined) {
      changes.push(put(ONE_TIME, idKey(old.id), { ...old, retiredAt: now }));
    }
  }

  // Time as a floor: a device restored without its counters still replaces what it published.
  counters.sequence = Math.max(counters.sequence + 1, now);
  const drawOneTime = (): OneTimePreKey => ({ id: ++counters.oneTime, ...generateKeyPair(crypto) });
  const made = Array.from({ length: bundles }, () => {
    const keys = Array.from({ length: oneTimeKeys }, drawOneTime);
    changes.push(...keys.map((oneTime) => put(ONE_TIME, idKey(oneTime.id), oneTime)));
    return toBundle(device, mailbox, counters.sequence, signed, keys);
  });
  changes.push(put(COUNTERS, "counters", counters));
  return { bundles: made, changes };
}

function toBundle(
  device: Device,
  mailbox: Address,
  sequence: number,
  signed: SignedPreKey,
  oneTime: readonly OneTimePreKey[],
): PreKeyBundle {
  return {
    ...identityOf(device),
    sequence,
    mailbox,
    signedPreKey: { id: signed.id, key: signed.public },
    signedPreKeySignature: signed.signature,
    oneTimePreKeys: oneTime.map((preKey) => ({ id: preKey.id, key: preKey.public })),
  };
}

/** Deletes pre-keys that were retired long enough ago, and what was remembered for their sake. */
export async function prunePreKeys(store: Store, now: number): Promise<StoreChange[]> {
  const expired = ({ retiredAt }: OneTimePreKey) =>
    retiredAt !== undefined && retiredAt + RETIRED_PRE_KEY_LIFETIME <= now;
  const changes: StoreChange[] = [];
  const remove = (namespace: string, name: string) =>
    changes.push({ type: "delete", namespace, key: name });
  for (const { id } of (await listAll(store, ONE_TIME, oneTimeSchema)).filter(expired)) {
    remove(ONE_TIME, idKey(id));
  }
  for (const { id } of (await listAll(store, SIGNED, signedSchema)).filter(expired)) {
    remove(SIGNED, idKey(id));
    for (const entry of await store.list(INITIALS, `${idKey(id)}/`)) remove(INITIALS, entry.key);
  }
  return changes;
}
