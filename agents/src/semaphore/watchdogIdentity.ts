import { Identity } from "@semaphore-protocol/core/identity";
import { concat, type Hex, hexToBytes, keccak256, numberToHex } from "viem";

/** The Semaphore identity of one licence: each has its own, all from one secret. */
export function watchdogIdentity(secret: Hex, license: bigint): Identity {
  return new Identity(hexToBytes(keccak256(concat([secret, numberToHex(license, { size: 32 })]))));
}
