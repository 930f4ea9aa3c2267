import { type Address, isAddress, zeroAddress } from "viem";
import { SendingError } from "../errors/index.ts";
import type { Item } from "../generated/eip712.ts";

/** One thing that changes hands. Amounts are in the token's smallest unit. */
export type TradeItem =
  | { kind: "native"; amount: bigint }
  | { kind: "erc20"; token: Address; amount: bigint }
  | { kind: "erc721"; token: Address; id: bigint }
  | { kind: "erc1155"; token: Address; id: bigint; amount: bigint }
  /** The use of an ERC-4907 token until a Unix second. */
  | { kind: "lease"; token: Address; id: bigint; until: number };

/** ITradeEscrow.ItemKind, in order. */
export const itemKinds = ["native", "erc20", "erc721", "erc1155", "lease"] as const;
export type ItemKind = (typeof itemKinds)[number];

const WORD = 1n << 256n;
const mostOf: Record<ItemKind, bigint> = {
  native: (1n << 128n) - 1n,
  erc20: WORD - 1n,
  erc721: 1n,
  erc1155: WORD - 1n,
  lease: BigInt(Number.MAX_SAFE_INTEGER),
};

/** The item as contracts have it. Throws INVALID_ITEM. */
export function toItem(item: TradeItem): Item {
  const fields = fieldsOf(item);
  const problem = problemOf(fields);
  if (problem) throw invalid(problem, item.kind);
  return fields;
}

/** Throws INVALID_ITEM when the contract would refuse the item. */
export function fromItem(item: Item): TradeItem {
  const problem = problemOf(item);
  const kind = itemKinds[item.kind];
  if (problem || !kind) throw invalid(problem ?? "its kind is unknown", kind);
  const { token, id, amount } = item;
  if (kind === "native") return { kind, amount };
  if (kind === "erc20") return { kind, token, amount };
  if (kind === "erc721") return { kind, token, id };
  if (kind === "erc1155") return { kind, token, id, amount };
  return { kind, token, id, until: Number(amount) };
}

/** Whether the item can change hands in parts. */
export function isDivisible({ kind }: Item): boolean {
  const name = itemKinds[kind];
  return name === "native" || name === "erc20" || name === "erc1155";
}

function fieldsOf(item: TradeItem): Item {
  const kind = itemKinds.indexOf(item.kind);
  if (item.kind === "native") return { kind, token: zeroAddress, id: 0n, amount: item.amount };
  const { token } = item;
  if (item.kind === "erc20") return { kind, token, id: 0n, amount: item.amount };
  if (item.kind === "erc721") return { kind, token, id: item.id, amount: 1n };
  if (item.kind === "erc1155") return { kind, token, id: item.id, amount: item.amount };
  const until = Number.isSafeInteger(item.until) ? BigInt(item.until) : 0n;
  return { kind, token, id: item.id, amount: until };
}

function problemOf({ kind, token, id, amount }: Item): string | undefined {
  const name = itemKinds[kind];
  if (!name) return "its kind is unknown";
  if (typeof id !== "bigint" || id < 0n || id >= WORD) return "its id is out of range";
  if (typeof amount !== "bigint" || amount <= 0n) return "it is of nothing";
  if (amount > mostOf[name]) return "its amount is too large";
  if (!isAddress(token, { strict: false })) return "its token is no address";
  if (name === "native" && token !== zeroAddress) return "coins have no token";
  if (name !== "native" && BigInt(token) === 0n) return "its token is the zero address";
  if ((name === "native" || name === "erc20") && id !== 0n) return "it has no id";
  return undefined;
}

function invalid(details: string, kind: string | undefined): SendingError {
  return new SendingError("This item cannot be traded.", {
    code: "INVALID_ITEM",
    details: kind ? `${kind}: ${details}` : details,
  });
}
