import { type Address, concatBytes, getAddress, type Hex, hexToBytes, isAddress } from "viem";
import { SendingError } from "../errors/index.ts";
import { hashHex, keccak } from "./hash.ts";

/** What an account may take: licences of a whitelist, points of a snapshot. */
export type Allocation = { account: Address; amount: bigint };

export type AllocationTree = {
  root: Hex;
  /** Sum of the amounts. */
  total: bigint;
  /** In the order of the accounts, ascending. */
  allocations: readonly Allocation[];
  /** Siblings from the leaf up. Throws UNKNOWN_ACCOUNT. */
  proof(account: Address): Hex[];
};

const MAX_AMOUNT = 2n ** 256n - 1n;

/**
 * The tree that LicenseSale and PointsConverter check: leaves are the double hash of (address account,
 * uint256 amount), pairs are hashed in order of size, as OpenZeppelin's StandardMerkleTree does it; an
 * account stands in it once. The order of `entries` does not matter. Throws INVALID_ALLOCATIONS.
 */
export function allocationTree(entries: readonly Allocation[]): AllocationTree {
  const allocations = checked(entries);
  const leaves = allocations.map((it) => ({ ...it, hash: leafHash(it) }));
  const sorted = leaves.sort((a, b) => compare(a.hash, b.hash));
  const count = sorted.length;
  // A heap: the root first, the leaves last and in reverse.
  const nodes: Uint8Array[] = new Array(2 * count - 1);
  const places = new Map<Address, number>();
  for (const [index, { account, hash }] of sorted.entries()) {
    const place = nodes.length - 1 - index;
    nodes[place] = hash;
    places.set(account, place);
  }
  const at = (place: number) => nodes[place] as Uint8Array;
  for (let i = count - 2; i >= 0; i--) nodes[i] = pairHash(at(2 * i + 1), at(2 * i + 2));
  return {
    root: hashHex(at(0)),
    total: allocations.reduce((sum, { amount }) => sum + amount, 0n),
    allocations,
    proof: (account) => {
      let place = isAddress(account, { strict: false })
        ? places.get(getAddress(account))
        : undefined;
      if (place === undefined) {
        throw new SendingError("The account is not in the tree.", {
          code: "UNKNOWN_ACCOUNT",
          details: account,
        });
      }
      const siblings: Hex[] = [];
      for (; place > 0; place = (place - 1) >> 1) {
        siblings.push(hashHex(at(place % 2 === 1 ? place + 1 : place - 1)));
      }
      return siblings;
    },
  };
}

function checked(entries: readonly Allocation[]): Allocation[] {
  if (entries.length === 0) throw invalid("there are none");
  const seen = new Set<Address>();
  const allocations = entries.map(({ account: text, amount }) => {
    if (!isAddress(text, { strict: false })) throw invalid(`${text} is no address`);
    const account = getAddress(text);
    // Spelled in another way it would be a second one.
    if (seen.has(account)) throw invalid(`${account} stands there twice`);
    seen.add(account);
    if (amount <= 0n || amount > MAX_AMOUNT) throw invalid(`${account}: ${amount}`);
    return { account, amount };
  });
  return allocations.sort((a, b) => (a.account.toLowerCase() < b.account.toLowerCase() ? -1 : 1));
}

function leafHash({ account, amount }: Allocation): Uint8Array {
  const word = (hex: string) => hexToBytes(`0x${hex.padStart(64, "0")}`);
  return keccak(keccak(word(account.slice(2)), word(amount.toString(16))));
}

function pairHash(a: Uint8Array, b: Uint8Array): Uint8Array {
  return keccak(compare(a, b) < 0 ? concatBytes([a, b]) : concatBytes([b, a]));
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function invalid(details: string): SendingError {
  return new SendingError("These allocations make no tree.", {
    code: "INVALID_ALLOCATIONS",
    details,
    hint: "List each account once, with an amount above zero.",
  });
}
