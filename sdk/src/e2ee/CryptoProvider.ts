/** An authenticated cipher (RFC 5116). */
export type AeadCipher = {
  readonly keyBytes: number;
  readonly nonceBytes: number;
  readonly tagBytes: number;
  /** Ciphertext followed by the tag. */
  seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, ad: Uint8Array): Uint8Array;
  /** undefined when the tag does not verify. */
  open(
    key: Uint8Array,
    nonce: Uint8Array,
    ciphertext: Uint8Array,
    ad: Uint8Array,
  ): Uint8Array | undefined;
};

/**
 * The primitives that everything here is built from: synchronous, so that a ratchet step is one step.
 * Secrets of X25519 and seeds of Ed25519 are 32 random bytes.
 */
export type CryptoProvider = {
  readonly name: string;
  random(length: number): Uint8Array;
  /** RFC 7748. */
  x25519PublicKey(secret: Uint8Array): Uint8Array;
  /** RFC 7748. @throws SendingError LOW_ORDER_POINT when the result would be zero whatever the secret. */
  x25519(secret: Uint8Array, publicKey: Uint8Array): Uint8Array;
  /** RFC 8032. */
  ed25519PublicKey(seed: Uint8Array): Uint8Array;
  ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** Never throws; false for malformed or low-order keys too. */
  ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** RFC 2104. */
  hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** RFC 8439. */
  readonly chaCha20Poly1305: AeadCipher;
};
