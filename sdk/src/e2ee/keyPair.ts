import type { CryptoProvider } from "./CryptoProvider.ts";

/** X25519 keys, 32 bytes each. */
export type KeyPair = { secret: Uint8Array; public: Uint8Array };

export function generateKeyPair(crypto: CryptoProvider): KeyPair {
  const secret = crypto.random(32);
  return { secret, public: crypto.x25519PublicKey(secret) };
}
