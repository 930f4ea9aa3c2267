import { keccak_256 } from "@noble/hashes/sha3.js";
import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";

const SEND = 10n ** 18n;
/** Stake behind one virtual slot. */
export const SLOT_STAKE = 10_000n * SEND;
/** Stake above this has no more weight. */
export const STAKE_CAP = 160_000n * SEND;
const MAX_SLOTS = 16;

/** Replicas of a mailbox. */
export const REPLICAS = 3;

/** Virtual slots of an Edge by its stake: one for each 10,000 SEND, at least 1, at most 16. */
export function virtualSlots(stake: bigint): number {
  const slots = Number((stake < STAKE_CAP ? stake : STAKE_CAP) / SLOT_STAKE);
  return Math.min(Math.max(slots, 1), MAX_SLOTS);
}

/** Permanent position of an Edge: keccak256(seed of its first activation epoch ‖ operator). */
export function slotOf(seed: Hex, edge: Address): Hex {
  const bytes = new Uint8Array(52);
  bytes.set(hexToBytes(seed, { size: 32 }));
  bytes.set(hexToBytes(edge, { size: 20 }), 32);
  return bytesToHex(keccak_256(bytes));
}

export type RendezvousEdge = { operator: Address; slot: Hex; stake: bigint };

/** A set of Edges, prepared for many mailboxes. */
export class Rendezvous {
  readonly #edges: { operator: Address; inputs: Uint8Array[] }[];

  constructor(edges: readonly RendezvousEdge[]) {
    this.#edges = edges.map(({ operator, slot, stake }) => {
      const inputs = Array.from({ length: virtualSlots(stake) }, (_, i) => {
        const input = new Uint8Array(56);
        input.set(hexToBytes(slot, { size: 32 }));
        new DataView(input.buffer).setUint32(32, i);
        return input;
      });
      return { operator, inputs };
    });
  }

  /**
   * The Edges with the three highest scores for `mailbox`, highest first; an Edge's score is the
   * greatest keccak256(slot ‖ uint32 i ‖ mailbox) over its virtual slots.
   */
  top(mailbox: Address): Address[] {
    const key = hexToBytes(mailbox, { size: 20 });
    const scored = this.#edges.map(({ operator, inputs }) => {
      let score = new Uint8Array(32);
      for (const input of inputs) {
        input.set(key, 36);
        const hash = keccak_256(input) as Uint8Array<ArrayBuffer>;
        if (compare(hash, score) > 0) score = hash;
      }
      return { operator, score };
    });
    scored.sort((a, b) => compare(b.score, a.score));
    return scored.slice(0, REPLICAS).map(({ operator }) => operator);
  }
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < 32; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
