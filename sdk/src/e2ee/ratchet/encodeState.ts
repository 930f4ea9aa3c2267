import * as v from "valibot";
import { fromBytes, key, keyPair, toBytes, uint } from "../codec.ts";
import type { RatchetState } from "./state.ts";

const chain = v.strictObject({ key, headerKey: key });

/** Shape of an encoded state; `version` rises when it changes. */
const stateSchema = v.strictObject({
  version: v.literal(1),
  self: keyPair,
  remote: v.optional(key),
  root: key,
  sending: v.optional(chain),
  receiving: v.optional(chain),
  nextSendingHeaderKey: key,
  nextReceivingHeaderKey: key,
  sent: uint,
  received: uint,
  previousSent: uint,
  skipped: v.array(
    v.strictObject({
      headerKey: key,
      keys: v.array(v.strictObject({ number: uint, key, at: uint })),
    }),
  ),
});

/** Bytes of a state, for a store. They hold secrets. */
export function encodeState(state: RatchetState): Uint8Array {
  return toBytes({ version: 1, ...state });
}

/** @throws SendingError CORRUPT_STATE */
export function decodeState(encoded: Uint8Array): RatchetState {
  const {
    version: _,
    remote,
    sending,
    receiving,
    ...rest
  } = fromBytes(stateSchema, encoded, "session");
  return { ...rest, remote, sending, receiving };
}
