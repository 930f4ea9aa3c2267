import type { AeadCipher, CryptoProvider } from "./CryptoProvider.ts";

/** What the specifications leave to the application. Two parties must use equal profiles. */
export type Profile = {
  /** HKDF info of X3DH's secret, and of the key that seals the sender's identity. */
  x3dhInfo: Uint8Array;
  sealInfo: Uint8Array;
  /** HKDF info of the root chain and of a message key's expansion into cipher key and nonce. */
  rootInfo: Uint8Array;
  messageInfo: Uint8Array;
  /** HMAC inputs that turn a chain key into a message key and into the next chain key. */
  messageKeyInput: Uint8Array;
  chainKeyInput: Uint8Array;
  cipher(crypto: CryptoProvider): AeadCipher;
  /** Most message keys kept for messages that have not come, and most that one message may skip. */
  maxSkipped: number;
  /** Seconds that such a key is kept. */
  skippedLifetime: number;
};

const encoder = new TextEncoder();
const DAY = 86_400;

/** SendingNetwork's profile, version 1. Keys are kept as long as a mailbox keeps a message. */
export const defaultProfile: Profile = {
  x3dhInfo: encoder.encode("SendingNetwork X3DH v1"),
  sealInfo: encoder.encode("SendingNetwork sealed sender v1"),
  rootInfo: encoder.encode("SendingNetwork ratchet root v1"),
  messageInfo: encoder.encode("SendingNetwork ratchet message v1"),
  messageKeyInput: Uint8Array.of(0x01),
  chainKeyInput: Uint8Array.of(0x02),
  cipher: (crypto) => crypto.chaCha20Poly1305,
  maxSkipped: 1000,
  skippedLifetime: 14 * DAY,
};

/** Primitives and profile: what every function here is run with. */
export type E2eeContext = { crypto: CryptoProvider; profile: Profile };
