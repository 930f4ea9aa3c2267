import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from "node:crypto";

/** Primitives of Node's OpenSSL: they share no code with the providers that they check. */

const PKCS8_X25519 = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI_X25519 = Buffer.from("302a300506032b656e032100", "hex");

export function agree(secret: Uint8Array, publicKey: Uint8Array): Buffer {
  const privateDer = Buffer.concat([PKCS8_X25519, secret]);
  const publicDer = Buffer.concat([SPKI_X25519, publicKey]);
  return diffieHellman({
    privateKey: createPrivateKey({ key: privateDer, format: "der", type: "pkcs8" }),
    publicKey: createPublicKey({ key: publicDer, format: "der", type: "spki" }),
  });
}

/** HKDF-SHA-256, cut into pieces. */
export function derive(
  salt: Uint8Array,
  secret: Uint8Array,
  info: string,
  lengths: readonly number[],
): Buffer[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const output = Buffer.from(hkdfSync("sha256", secret, salt, info, total));
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return output.subarray(end - length, end);
  });
}

export function hmac(key: Uint8Array, ...input: number[]): Buffer {
  return createHmac("sha256", key).update(Uint8Array.from(input)).digest();
}

/** ChaCha20-Poly1305; throws when the tag does not verify. */
export function openSealed(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  ad: Uint8Array,
): Buffer {
  const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  const length = sealed.length - 16;
  decipher.setAAD(ad, { plaintextLength: length });
  decipher.setAuthTag(sealed.subarray(length));
  return Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
}
