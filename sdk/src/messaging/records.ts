import { decode, encode } from "cborg";
import * as v from "valibot";
import type { Address, Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import type { StoreChange } from "../store/index.ts";

/** Namespaces of the store that messaging uses. */
export const NAMESPACES = {
  mailbox: "messaging/mailbox",
  peers: "messaging/peers",
  pins: "messaging/pins",
  outbox: "messaging/outbox",
  inbox: "messaging/inbox",
  seen: "messaging/seen",
  promises: "messaging/promises",
} as const;

export type Namespace = keyof typeof NAMESPACES;

const hex = v.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]*$/.test(value));
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const mailboxSchema = v.object({ secret: bytes });
export const peerSchema = v.object({ mailbox: hex, didNonce: whole });
export const pinSchema = v.object({ nonce: whole });
export const seenSchema = v.object({ at: whole });
export const outboxSchema = v.object({
  id: hex,
  mailbox: hex,
  blind: bytes,
  payload: bytes,
  expiry: whole,
});
export const inboxSchema = v.object({
  id: hex,
  from: hex,
  deviceId: hex,
  type: v.string(),
  text: v.string(),
  sentAt: whole,
  to: v.optional(hex),
});
export const promisedSchema = v.object({ bytes: whole, fee: v.string(), seq: whole });

export type OutboxRecord = v.InferOutput<typeof outboxSchema> & { mailbox: Address };
export type InboxRecord = v.InferOutput<typeof inboxSchema>;

export function put(namespace: Namespace, key: string, value: unknown): StoreChange {
  const encoded = encode(value, { ignoreUndefinedProperties: true });
  return { type: "put", namespace: NAMESPACES[namespace], key, value: encoded };
}

export function remove(namespace: Namespace, key: string): StoreChange {
  return { type: "delete", namespace: NAMESPACES[namespace], key };
}

/** @throws SendingError CORRUPT_STATE */
export function read<const S extends v.GenericSchema>(
  schema: S,
  value: Uint8Array,
): v.InferOutput<S> {
  try {
    return v.parse(schema, decode(value));
  } catch (cause) {
    throw new SendingError("A stored record of messaging cannot be read.", {
      code: "CORRUPT_STATE",
      cause,
    });
  }
}
