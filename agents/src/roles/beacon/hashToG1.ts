import { bn254 } from "@noble/curves/bn254.js";
import { bytesToBigInt } from "viem";
import { HASH_DOMAIN } from "./constants.ts";
import { expandMessage } from "./expandMessage.ts";

const { Fp } = bn254.fields;

/** The curve is y^2 = x^3 + 3; the map's constant Z is 1. */
const B = 3n;
const Z = 1n;

/** Bytes that make a field element: 16 more than it has, so that the rest is nearly uniform. */
const ELEMENT_BYTES = 48;

const g = (x: bigint) => Fp.add(Fp.mul(Fp.sqr(x), x), B);

// The constants of RFC 9380, 6.6.1, for A = 0; c3 is the root of sign 0.
const c1 = g(Z);
const c2 = Fp.div(Fp.neg(Z), 2n);
const c3 = withSign(Fp.sqrt(Fp.neg(Fp.mul(c1, Fp.mul(3n, Fp.sqr(Z))))), 0n);
const c4 = Fp.div(Fp.mul(Fp.neg(4n), c1), Fp.mul(3n, Fp.sqr(Z)));

/**
 * Hashes a message to a point of BN254's G1 as drand does: RFC 9380 with expand_message_xmd over
 * Keccak-256 and the Shallue-van de Woestijne map.
 */
export function hashToG1(message: Uint8Array) {
  const bytes = expandMessage(message, HASH_DOMAIN, 2 * ELEMENT_BYTES);
  const first = elementPoint(bytes.subarray(0, ELEMENT_BYTES));
  const second = elementPoint(bytes.subarray(ELEMENT_BYTES));
  // The cofactor of G1 is 1: the sum lies in the right group.
  return first.add(second);
}

function elementPoint(bytes: Uint8Array) {
  return bn254.G1.Point.fromAffine(mapToCurve(Fp.create(bytesToBigInt(bytes))));
}

/** RFC 9380, 6.6.1, with its names. */
function mapToCurve(u: bigint): { x: bigint; y: bigint } {
  const step = Fp.mul(Fp.sqr(u), c1);
  const [tv1, tv2] = [Fp.sub(1n, step), Fp.add(1n, step)];
  const tv3 = inverse(Fp.mul(tv1, tv2));
  const tv4 = Fp.mul(Fp.mul(u, tv1), Fp.mul(tv3, c3));
  const x1 = Fp.sub(c2, tv4);
  const x2 = Fp.add(c2, tv4);
  const x3 = Fp.add(Z, Fp.mul(c4, Fp.sqr(Fp.mul(Fp.sqr(tv2), tv3))));
  const x = isSquare(g(x1)) ? x1 : isSquare(g(x2)) ? x2 : x3;
  return { x, y: withSign(Fp.sqrt(g(x)), u & 1n) };
}

/** The inverse, and 0 for 0. */
function inverse(value: bigint): bigint {
  return value === 0n ? 0n : Fp.inv(value);
}

function isSquare(value: bigint): boolean {
  return value === 0n || Fp.pow(value, (Fp.ORDER - 1n) / 2n) === 1n;
}

function withSign(value: bigint, sign: bigint): bigint {
  return (value & 1n) === sign ? value : Fp.neg(value);
}
