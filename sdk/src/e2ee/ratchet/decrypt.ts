import { equalBytes } from "@noble/ciphers/utils.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { SendingError } from "../../errors/index.ts";
import { generateKeyPair } from "../keyPair.ts";
import type { E2eeContext } from "../profile.ts";
import { headerBytes, openHeader, type RatchetHeader } from "./header.ts";
import { deriveRoot, expandMessageKey, stepChain } from "./keys.ts";
import { dropExpired, dropKey, skipUntil } from "./skipped.ts";
import { type RatchetState, undecryptable } from "./state.ts";

type Decrypted = { state: RatchetState; plaintext: Uint8Array };
type Sealed = { header: Uint8Array; ciphertext: Uint8Array; ad: Uint8Array };

function duplicate(number: number): SendingError {
  return new SendingError("A message was received before, or its key has expired.", {
    code: "DUPLICATE_MESSAGE",
    details: `number ${number} of its chain`,
  });
}

function open(context: E2eeContext, messageKey: Uint8Array, sealed: Sealed): Uint8Array {
  const { key, nonce } = expandMessageKey(context, messageKey);
  const cipher = context.profile.cipher(context.crypto);
  const ad = concatBytes(sealed.ad, sealed.header);
  const plaintext = cipher.open(key, nonce, sealed.ciphertext, ad);
  if (!plaintext) throw undecryptable("the tag does not verify");
  return plaintext;
}

/** DHRatchetHE. */
function ratchetStep(context: E2eeContext, state: RatchetState, remote: Uint8Array): RatchetState {
  const { crypto } = context;
  const received = deriveRoot(context, state.root, crypto.x25519(state.self.secret, remote));
  const self = generateKeyPair(crypto);
  const sent = deriveRoot(context, received.root, crypto.x25519(self.secret, remote));
  return {
    ...state,
    self,
    remote,
    root: sent.root,
    receiving: { key: received.chain, headerKey: state.nextReceivingHeaderKey },
    sending: { key: sent.chain, headerKey: state.nextSendingHeaderKey },
    nextReceivingHeaderKey: received.nextHeaderKey,
    nextSendingHeaderKey: sent.nextHeaderKey,
    previousSent: state.sent,
    sent: 0,
    received: 0,
  };
}

/** The message that a skipped key waits for; undefined when this is none of them. */
function decryptSkipped(
  context: E2eeContext,
  state: RatchetState,
  sealed: Sealed,
): Decrypted | undefined {
  for (const chain of state.skipped) {
    const header = openHeader(context, chain.headerKey, sealed.header);
    if (!header) continue;
    const skipped = chain.keys.find(({ number }) => number === header.number);
    if (skipped) {
      const plaintext = open(context, skipped.key, sealed);
      return { state: { ...state, skipped: dropKey(state.skipped, chain, skipped) }, plaintext };
    }
    // Of the current chain the message may be yet to come; of an earlier one nothing more is.
    const current = state.receiving?.headerKey;
    if (current && equalBytes(chain.headerKey, current)) return undefined;
    throw duplicate(header.number);
  }
  return undefined;
}

function decryptInChain(
  context: E2eeContext,
  state: RatchetState,
  header: RatchetHeader,
  sealed: Sealed,
  now: number,
): Decrypted {
  const skipped = skipUntil(context, state, header.number, now);
  if (!skipped.receiving) throw undecryptable("there is no receiving chain");
  const step = stepChain(context, skipped.receiving.key);
  const plaintext = open(context, step.message, sealed);
  const receiving = { ...skipped.receiving, key: step.chain };
  return { state: { ...skipped, receiving, received: header.number + 1 }, plaintext };
}

/**
 * Decrypts a message of {@link ratchetEncrypt}. `state` stays as it was: when this throws, nothing
 * happened.
 * @param now Unix seconds, for the expiry of skipped keys
 * @throws SendingError UNDECRYPTABLE_MESSAGE, DUPLICATE_MESSAGE, TOO_MANY_SKIPPED, LOW_ORDER_POINT
 */
export function ratchetDecrypt(
  context: E2eeContext,
  state: RatchetState,
  message: Uint8Array,
  ad: Uint8Array,
  now: number,
): Decrypted {
  const length = headerBytes(context);
  const sealed = { header: message.slice(0, length), ciphertext: message.slice(length), ad };
  if (sealed.ciphertext.length === 0) throw undecryptable("it is too short");
  const skipped = dropExpired(state.skipped, now, context.profile.skippedLifetime);
  const current = { ...state, skipped };
  const late = decryptSkipped(context, current, sealed);
  if (late) return late;
  const header =
    current.receiving && openHeader(context, current.receiving.headerKey, sealed.header);
  if (header) {
    if (header.number < current.received) throw duplicate(header.number);
    return decryptInChain(context, current, header, sealed, now);
  }
  const next = openHeader(context, current.nextReceivingHeaderKey, sealed.header);
  if (!next) throw undecryptable("no header key fits");
  const finished = skipUntil(context, current, next.previousCount, now);
  return decryptInChain(context, ratchetStep(context, finished, next.key), next, sealed, now);
}
