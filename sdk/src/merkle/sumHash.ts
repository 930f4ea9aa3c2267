import { type Address, hexToBytes } from "viem";
import { SendingError } from "../errors/index.ts";
import { type HashLike, hashBytes, keccak } from "./hash.ts";

/** Leaf of a Merkle-sum tree (PROTOCOL: key 20 bytes, amount uint96, second uint64, digest 32 bytes). */
export type SumLeaf = {
  key: Address;
  amount: bigint;
  /** What is summed beside the amount: bytes carried, weight, shares, or an epoch. */
  second: bigint;
  payloadDigest: HashLike;
};

/** Hash and sums of a subtree; sums are uint128. */
export type SumNode = { hash: Uint8Array; amount: bigint; second: bigint };

export const MAX_AMOUNT = 2n ** 96n - 1n;
export const MAX_SECOND = 2n ** 64n - 1n;
export const MAX_SUM = 2n ** 128n - 1n;

const LOW_64 = 2n ** 64n - 1n;

// One buffer each: hashing is synchronous and copies nothing out.
const leafBytes = new Uint8Array(73);
const leafView = new DataView(leafBytes.buffer);
const nodeBytes = new Uint8Array(129);
const nodeView = new DataView(nodeBytes.buffer);
nodeBytes[0] = 0x01;

function invalidLeaf(details: string): SendingError {
  return new SendingError("A leaf of a Merkle-sum tree is malformed.", {
    code: "INVALID_LEAF",
    details,
  });
}

/**
 * keccak256(0x00 ‖ key ‖ uint96 amount ‖ uint64 second ‖ payloadDigest).
 * @throws SendingError INVALID_LEAF when a field does not fit its width.
 */
export function hashSumLeaf(leaf: SumLeaf): Uint8Array {
  const { key, amount, second } = leaf;
  const keyBytes = hexToBytes(key);
  if (keyBytes.length !== 20) throw invalidLeaf(`key ${key}`);
  if (amount < 0n || amount > MAX_AMOUNT) throw invalidLeaf(`amount ${amount}`);
  if (second < 0n || second > MAX_SECOND) throw invalidLeaf(`second ${second}`);
  leafBytes.set(keyBytes, 1);
  leafView.setUint32(21, Number(amount >> 64n));
  leafView.setBigUint64(25, amount & LOW_64);
  leafView.setBigUint64(33, second);
  leafBytes.set(hashBytes(leaf.payloadDigest), 41);
  return keccak(leafBytes);
}

function putSum(offset: number, sum: bigint): void {
  nodeView.setBigUint64(offset, sum >> 64n);
  nodeView.setBigUint64(offset + 8, sum & LOW_64);
}

/**
 * keccak256(0x01 ‖ L ‖ uint128 Lamount ‖ uint128 Lsecond ‖ R ‖ uint128 Ramount ‖ uint128 Rsecond).
 * Sums are the caller's to bound.
 */
export function hashSumNode(left: SumNode, right: SumNode): SumNode {
  nodeBytes.set(left.hash, 1);
  putSum(33, left.amount);
  putSum(49, left.second);
  nodeBytes.set(right.hash, 65);
  putSum(97, right.amount);
  putSum(113, right.second);
  return {
    hash: keccak(nodeBytes),
    amount: left.amount + right.amount,
    second: left.second + right.second,
  };
}
