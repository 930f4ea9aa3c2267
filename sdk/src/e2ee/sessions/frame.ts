import { concatBytes } from "@noble/hashes/utils.js";
import { SendingError } from "../../errors/index.ts";
import { INITIAL_MESSAGE, preludeBytes } from "../initial.ts";
import type { E2eeContext } from "../profile.ts";
import { ratchetDecrypt } from "../ratchet/decrypt.ts";
import { ratchetEncrypt } from "../ratchet/encrypt.ts";
import type { SessionRecord } from "./record.ts";

/**
 * What travels: 0x01 ‖ ratchet message, or prelude (which begins with 0x02) ‖ ratchet message as long as
 * the peer has not answered. The ratchet authenticates the identities, and the prelude where there is one.
 */
export const RATCHET_MESSAGE = 0x01;

export type Frame = { prelude: Uint8Array | undefined; message: Uint8Array };

/** @throws SendingError MALFORMED_MESSAGE */
export function readFrame(context: E2eeContext, frame: Uint8Array): Frame {
  if (frame[0] === RATCHET_MESSAGE) return { prelude: undefined, message: frame.slice(1) };
  const length = preludeBytes(context);
  if (frame[0] !== INITIAL_MESSAGE || frame.length <= length) {
    throw new SendingError("An encrypted message is malformed.", { code: "MALFORMED_MESSAGE" });
  }
  return { prelude: frame.slice(0, length), message: frame.slice(length) };
}

const NOTHING = new Uint8Array();

export function encryptOn(
  context: E2eeContext,
  record: SessionRecord,
  plaintext: Uint8Array,
): { record: SessionRecord; frame: Uint8Array } {
  const { prelude } = record;
  const ad = concatBytes(record.ad, prelude ?? NOTHING);
  const { state, message } = ratchetEncrypt(context, record.state, plaintext, ad);
  const head = prelude ?? Uint8Array.of(RATCHET_MESSAGE);
  return { record: { ...record, state }, frame: concatBytes(head, message) };
}

/** Decrypts on one session; having received, the session counts as answered. */
export function decryptOn(
  context: E2eeContext,
  record: SessionRecord,
  { prelude, message }: Frame,
  now: number,
): { record: SessionRecord; plaintext: Uint8Array } {
  const ad = concatBytes(record.ad, prelude ?? NOTHING);
  const { state, plaintext } = ratchetDecrypt(context, record.state, message, ad, now);
  return { record: { ...record, state, prelude: undefined }, plaintext };
}
