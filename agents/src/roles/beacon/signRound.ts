import { bn254 } from "@noble/curves/bn254.js";
import { concat, type Hex, hexToBigInt, hexToBytes, keccak256, numberToHex, sha256 } from "viem";
import { hashToG1 } from "./hashToG1.ts";

/** A round as drand publishes it. */
export type Round = { round: number; signature: Hex; randomness: Hex };

const word = (value: bigint) => numberToHex(value, { size: 32 });

/** The public key as drand publishes it: x and y of a point of G2, of each the imaginary part first. */
export function publicKeyOf(secretKey: Hex): Hex {
  const { x, y } = bn254.G2.Point.BASE.multiply(hexToBigInt(secretKey)).toAffine();
  return concat([word(x.c1), word(x.c0), word(y.c1), word(y.c0)]);
}

/**
 * Signs a round: BLS over keccak256 of its number as 8 bytes; the signature is a point of G1 (64
 * bytes), the randomness its SHA-256. There is one valid signature for a round, so that nobody,
 * the signer included, chooses its randomness.
 */
export function signRound(secretKey: Hex, round: number): Round {
  const message = hexToBytes(keccak256(numberToHex(round, { size: 8 })));
  const { x, y } = hashToG1(message).multiply(hexToBigInt(secretKey)).toAffine();
  const signature = concat([word(x), word(y)]);
  return { round, signature, randomness: sha256(signature) };
}
