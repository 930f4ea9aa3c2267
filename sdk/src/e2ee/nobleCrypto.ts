import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { randomBytes } from "@noble/hashes/utils.js";
import type { AeadCipher, CryptoProvider } from "./CryptoProvider.ts";
import { lowOrderPoint, requireLength } from "./cryptoErrors.ts";

const cipher: AeadCipher = {
  keyBytes: 32,
  nonceBytes: 12,
  tagBytes: 16,
  seal: (key, nonce, plaintext, ad) => chacha20poly1305(key, nonce, ad).encrypt(plaintext),
  open(key, nonce, ciphertext, ad) {
    if (ciphertext.length < 16) return undefined;
    try {
      return chacha20poly1305(key, nonce, ad).decrypt(ciphertext);
    } catch {
      return undefined;
    }
  },
};

/** The reference: audited JavaScript, no WebAssembly. */
export const nobleCrypto: CryptoProvider = {
  name: "noble",
  random: (length) => randomBytes(length),
  x25519PublicKey: (secret) => x25519.getPublicKey(secret),
  x25519(secret, publicKey) {
    requireLength(secret, 32, "secret key");
    requireLength(publicKey, 32, "public key");
    try {
      return x25519.getSharedSecret(secret, publicKey);
    } catch (cause) {
      throw lowOrderPoint(cause);
    }
  },
  ed25519PublicKey: (seed) => ed25519.getPublicKey(seed),
  ed25519Sign: (seed, message) => ed25519.sign(message, seed),
  ed25519Verify(publicKey, message, signature) {
    try {
      // zip215 would accept encodings that RFC 8032 and libsodium refuse.
      if (ed25519.Point.fromBytes(publicKey, false).isSmallOrder()) return false;
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
  hmacSha256: (key, message) => hmac(sha256, key, message),
  chaCha20Poly1305: cipher,
};
