import * as v from "valibot";
import { bytesToHex } from "viem";
import type { Store, StoreChange } from "../../store/index.ts";
import { bytes, fromBytes, key, toBytes, uint } from "../codec.ts";
import type { KeyPair } from "../keyPair.ts";

export const SIGNED = "e2ee/signed-pre-keys";
export const ONE_TIME = "e2ee/one-time-pre-keys";
export const INITIALS = "e2ee/initials";
export const COUNTERS = "e2ee/counters";

export const oneTimeSchema = v.strictObject({
  id: uint,
  secret: key,
  public: key,
  retiredAt: v.optional(uint),
});
export const signedSchema = v.strictObject({
  ...oneTimeSchema.entries,
  signature: bytes(64),
  createdAt: uint,
});
export const countersSchema = v.strictObject({ sequence: uint, signed: uint, oneTime: uint });

export type OneTimePreKey = v.InferOutput<typeof oneTimeSchema>;
export type SignedPreKey = v.InferOutput<typeof signedSchema>;

export const idKey = (id: number) => id.toString(16).padStart(8, "0");
export const put = (namespace: string, name: string, value: unknown): StoreChange => ({
  type: "put",
  namespace,
  key: name,
  value: toBytes(value),
});

export async function listAll<const S extends v.GenericSchema>(
  store: Store,
  namespace: string,
  schema: S,
) {
  const entries = await store.list(namespace);
  return entries.map(({ value }) => fromBytes(schema, value, "pre-key"));
}

export async function findSignedPreKey(store: Store, id: number): Promise<KeyPair | undefined> {
  const value = await store.get(SIGNED, idKey(id));
  return value && fromBytes(signedSchema, value, "pre-key");
}

export async function findOneTimePreKey(store: Store, id: number): Promise<KeyPair | undefined> {
  const value = await store.get(ONE_TIME, idKey(id));
  return value && fromBytes(oneTimeSchema, value, "pre-key");
}

export type InitialUse = {
  ephemeralKey: Uint8Array;
  signedPreKeyId: number;
  oneTimePreKeyId: number;
};

const initialKey = ({ signedPreKeyId, ephemeralKey }: Omit<InitialUse, "oneTimePreKeyId">) =>
  `${idKey(signedPreKeyId)}/${bytesToHex(ephemeralKey)}`;

/** Whether a session was started by this ephemeral key before. Known as long as its signed pre-key. */
export async function wasUsed(store: Store, use: InitialUse): Promise<boolean> {
  return (await store.get(INITIALS, initialKey(use))) !== undefined;
}

/** What accepting an initial message changes: it cannot be accepted again, its one-time key is gone. */
export function useInitial(use: InitialUse): StoreChange[] {
  const changes: StoreChange[] = [put(INITIALS, initialKey(use), true)];
  if (use.oneTimePreKeyId !== 0) {
    changes.push({ type: "delete", namespace: ONE_TIME, key: idKey(use.oneTimePreKeyId) });
  }
  return changes;
}
