import type { Address, Hex } from "viem";
import { type HashLike, hashBytes, hashHex, keccak, LEAF_PREFIX } from "../merkle/hash.ts";
import { putAddress, putUint, WORD } from "./words.ts";

/** What a custody receipt is about. */
export type CustodyItem = {
  mailbox: Address;
  messageHash: HashLike;
  /** Payload bytes. */
  size: number;
  /** Unix seconds. */
  expiry: number;
};

/** keccak256(0x00 ‖ abi.encode(mailbox, messageHash, uint32 size, uint64 expiry)). */
export function custodyLeaf(item: CustodyItem): Hex {
  const words = new Uint8Array(4 * WORD);
  putAddress(words, 0, item.mailbox);
  words.set(hashBytes(item.messageHash), WORD);
  putUint(words, 2, item.size, 32);
  putUint(words, 3, item.expiry, 64);
  return hashHex(keccak(LEAF_PREFIX, words));
}
