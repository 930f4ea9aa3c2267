import { hkdf, split } from "../hkdf.ts";
import type { E2eeContext } from "../profile.ts";

const NO_SALT = new Uint8Array();

/** KDF_RK_HE: next root key, chain key and next header key. */
export function deriveRoot(
  { crypto, profile }: E2eeContext,
  root: Uint8Array,
  secret: Uint8Array,
): { root: Uint8Array; chain: Uint8Array; nextHeaderKey: Uint8Array } {
  const output = hkdf(crypto, { salt: root, secret, info: profile.rootInfo, length: 96 });
  const [next, chain, nextHeaderKey] = split(output, [32, 32, 32]);
  return { root: next, chain, nextHeaderKey };
}

/** KDF_CK: the message key of this place in the chain, and the next chain key. */
export function stepChain(
  { crypto, profile }: E2eeContext,
  chain: Uint8Array,
): { message: Uint8Array; chain: Uint8Array } {
  return {
    message: crypto.hmacSha256(chain, profile.messageKeyInput),
    chain: crypto.hmacSha256(chain, profile.chainKeyInput),
  };
}

/** Cipher key and nonce of one message; the message key serves once, so both may be derived. */
export function expandMessageKey(
  context: E2eeContext,
  message: Uint8Array,
): { key: Uint8Array; nonce: Uint8Array } {
  const { crypto, profile } = context;
  const { keyBytes, nonceBytes } = profile.cipher(crypto);
  const length = keyBytes + nonceBytes;
  const output = hkdf(crypto, {
    salt: NO_SALT,
    secret: message,
    info: profile.messageInfo,
    length,
  });
  const [key, nonce] = split(output, [keyBytes, nonceBytes]);
  return { key, nonce };
}
