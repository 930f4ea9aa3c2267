import { secp256k1 } from "@noble/curves/secp256k1.js";
import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { publicKeyToAddress } from "viem/accounts";

/**
 * The account whose key signed a digest with a 65-byte (r, s, v) signature, lower case; undefined for
 * anything else, also for high s and for v other than 27 and 28, which contracts refuse as well.
 */
export function recoverSigner(digest: Hex | Uint8Array, signature: Hex): Address | undefined {
  try {
    const bytes = hexToBytes(signature);
    const recovery = (bytes[64] ?? 0) - 27;
    if (bytes.length !== 65 || (recovery !== 0 && recovery !== 1)) return undefined;
    const parsed = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), "compact");
    if (parsed.hasHighS()) return undefined;
    const hash = typeof digest === "string" ? hexToBytes(digest) : digest;
    const point = parsed.addRecoveryBit(recovery).recoverPublicKey(hash);
    return publicKeyToAddress(bytesToHex(point.toBytes(false))).toLowerCase() as Address;
  } catch {
    return undefined;
  }
}
