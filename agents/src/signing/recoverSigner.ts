import { keccak_256 } from "@noble/hashes/sha3.js";
import { recover } from "tiny-secp256k1";
import { type Address, bytesToHex } from "viem";

/** Half of the curve's order, big endian: a larger s is the same signature written twice. */
const HALF_ORDER = Buffer.from(
  "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0",
  "hex",
);

/**
 * Lower-case address of whoever made the 65-byte signature (r, s, v with v 27 or 28) over `digest`;
 * undefined when no key could have. High s is refused, as the contracts refuse it (EIP-2).
 */
export function recoverSigner(digest: Uint8Array, signature: Uint8Array): Address | undefined {
  const v = signature[64];
  if (signature.length !== 65 || (v !== 27 && v !== 28)) return undefined;
  if (HALF_ORDER.compare(signature, 32, 64) < 0) return undefined;
  try {
    const recoveryId = v === 27 ? 0 : 1;
    const publicKey = recover(digest, signature.subarray(0, 64), recoveryId, false);
    if (!publicKey) return undefined;
    return bytesToHex(keccak_256(publicKey.subarray(1)).subarray(12));
  } catch {
    // r or s is 0 or not below the order.
    return undefined;
  }
}
