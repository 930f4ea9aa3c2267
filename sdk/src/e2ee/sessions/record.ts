import * as v from "valibot";
import { bytesToHex } from "viem";
import type { StoreChange } from "../../store/index.ts";
import { anyBytes, bytes, fromBytes, hex, key, toBytes, uint } from "../codec.ts";
import { type DeviceAddress, type DeviceIdentity, IDENTITY_BYTES } from "../identity.ts";
import { decodeState, encodeState } from "../ratchet/encodeState.ts";
import type { RatchetState } from "../ratchet/state.ts";

/** One session with one device of a peer. */
export type SessionRecord = {
  peer: DeviceIdentity;
  state: RatchetState;
  ad: Uint8Array;
  /** Names the session to both sides. */
  ephemeralKey: Uint8Array;
  createdAt: number;
  /** Precedes every message until the peer answers; undefined once it has, and for its own sessions. */
  prelude: Uint8Array | undefined;
  /** Given up for a newer one by this side: still read, no longer written. */
  archived: boolean;
};

export const SESSIONS = "e2ee/sessions";

const schema = v.strictObject({
  version: v.literal(1),
  peer: v.strictObject({ did: hex(20), deviceId: hex(32), didNonce: uint, identityKey: key }),
  state: anyBytes,
  ad: bytes(2 * IDENTITY_BYTES),
  ephemeralKey: key,
  createdAt: uint,
  prelude: v.optional(anyBytes),
  archived: v.boolean(),
});

/** Text that tells devices apart, whatever their DID's nonce. */
export function deviceKey({ did, deviceId }: Pick<DeviceAddress, "did" | "deviceId">): string {
  return `${did.toLowerCase()}/${deviceId.toLowerCase()}`;
}

export function sessionKey(record: SessionRecord): string {
  return `${deviceKey(record.peer)}/${bytesToHex(record.ephemeralKey)}`;
}

export function putSession(record: SessionRecord): StoreChange {
  const value = toBytes({ version: 1, ...record, state: encodeState(record.state) });
  return { type: "put", namespace: SESSIONS, key: sessionKey(record), value };
}

export function deleteSession(record: SessionRecord): StoreChange {
  return { type: "delete", namespace: SESSIONS, key: sessionKey(record) };
}

/** @throws SendingError CORRUPT_STATE */
export function readSession(value: Uint8Array): SessionRecord {
  const { version: _, prelude, state, ...rest } = fromBytes(schema, value, "session");
  return { ...rest, prelude, state: decodeState(state) };
}
