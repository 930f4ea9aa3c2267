import { concatBytes } from "@noble/hashes/utils.js";
import { SendingError } from "../../errors/index.ts";
import type { E2eeContext } from "../profile.ts";
import { sealHeader } from "./header.ts";
import { expandMessageKey, stepChain } from "./keys.ts";
import type { RatchetState } from "./state.ts";

/**
 * Encrypts the next message: encrypted header, then ciphertext and tag. Its length depends on the
 * plaintext's alone. The caller stores `state` before it lets `message` out.
 * @param ad authenticated with the message, as the header is
 * @throws SendingError NO_SENDING_CHAIN for a responder that has not received yet
 */
export function ratchetEncrypt(
  context: E2eeContext,
  state: RatchetState,
  plaintext: Uint8Array,
  ad: Uint8Array,
): { state: RatchetState; message: Uint8Array } {
  const { sending, self, previousSent, sent } = state;
  if (!sending) {
    throw new SendingError("This session cannot send before it has received.", {
      code: "NO_SENDING_CHAIN",
    });
  }
  const step = stepChain(context, sending.key);
  const header = sealHeader(context, sending.headerKey, {
    key: self.public,
    previousCount: previousSent,
    number: sent,
  });
  const { key, nonce } = expandMessageKey(context, step.message);
  const cipher = context.profile.cipher(context.crypto);
  const ciphertext = cipher.seal(key, nonce, plaintext, concatBytes(ad, header));
  return {
    state: { ...state, sending: { ...sending, key: step.chain }, sent: sent + 1 },
    message: concatBytes(header, ciphertext),
  };
}
