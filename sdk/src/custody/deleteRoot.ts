import type { Hex } from "viem";
import { type HashLike, merkleRoot } from "../merkle/index.ts";

/** Root over the hashes of the messages to delete, in the order of the request. */
export function deleteRoot(messageHashes: readonly HashLike[]): Hex {
  return merkleRoot(messageHashes);
}
