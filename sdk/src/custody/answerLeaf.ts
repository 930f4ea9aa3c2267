import type { Address, Hex } from "viem";
import { type HashLike, hashBytes, hashHex, keccak, LEAF_PREFIX } from "../merkle/hash.ts";
import { putAddress, WORD } from "./words.ts";

/** keccak256 of the custody leaves of the returned messages, in order, followed by uint8 `more`. */
export function answerHash(answer: { leaves: readonly HashLike[]; more: boolean }): Hex {
  return hashHex(keccak(...answer.leaves.map(hashBytes), Uint8Array.of(answer.more ? 1 : 0)));
}

export type FetchAnswerItem = {
  mailbox: Address;
  /** The requester's, 32 bytes: it makes the answer fresh. */
  nonce: HashLike;
  answerHash: HashLike;
};

/** keccak256(0x00 ‖ abi.encode(mailbox, nonce, answerHash)). */
export function answerLeaf(item: FetchAnswerItem): Hex {
  const words = new Uint8Array(3 * WORD);
  putAddress(words, 0, item.mailbox);
  words.set(hashBytes(item.nonce), WORD);
  words.set(hashBytes(item.answerHash), 2 * WORD);
  return hashHex(keccak(LEAF_PREFIX, words));
}
