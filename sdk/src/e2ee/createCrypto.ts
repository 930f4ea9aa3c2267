import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { randomBytes } from "@noble/hashes/utils.js";
import type { CryptoProvider } from "./CryptoProvider.ts";
import { lowOrderPoint, requireLength } from "./cryptoErrors.ts";

/**
 * The default provider: libsodium compiled to WebAssembly, loaded on first use. HMAC-SHA-256 comes from
 * noble, because the standard build of libsodium's wrappers leaves it out; randomness straight from the
 * platform, because asking through WebAssembly takes ten times as long.
 */
export async function createCrypto(): Promise<CryptoProvider> {
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  const signingKey = (seed: Uint8Array) => sodium.crypto_sign_seed_keypair(seed);
  return {
    name: "libsodium",
    random: (length) => randomBytes(length),
    x25519PublicKey: (secret) => sodium.crypto_scalarmult_base(secret),
    x25519(secret, publicKey) {
      requireLength(secret, 32, "secret key");
      requireLength(publicKey, 32, "public key");
      try {
        return sodium.crypto_scalarmult(secret, publicKey);
      } catch (cause) {
        throw lowOrderPoint(cause);
      }
    },
    ed25519PublicKey: (seed) => signingKey(seed).publicKey,
    ed25519Sign: (seed, message) =>
      sodium.crypto_sign_detached(message, signingKey(seed).privateKey),
    ed25519Verify(publicKey, message, signature) {
      try {
        return sodium.crypto_sign_verify_detached(signature, message, publicKey);
      } catch {
        return false;
      }
    },
    hmacSha256: (key, message) => hmac(sha256, key, message),
    chaCha20Poly1305: {
      keyBytes: 32,
      nonceBytes: 12,
      tagBytes: 16,
      seal: (key, nonce, plaintext, ad) =>
        sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, ad, null, nonce, key),
      open(key, nonce, ciphertext, ad) {
        try {
          return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, ciphertext, ad, nonce, key);
        } catch {
          return undefined;
        }
      },
    },
  };
}
