import { type Address, type Hex, isAddressEqual, parseAbi, zeroAddress } from "viem";
import { getBalance, getBlock, readContract } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import {
  type Item,
  itemKinds,
  MAX_LIFETIME,
  type Offer,
  type Order,
  sharesOf,
} from "../../trade/index.ts";
import { recoverSigner } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { getOrderStatus, type OrderStatus } from "./getOrderStatus.ts";
import { approvalFor, holds, needsOf } from "./tokens.ts";

const erc1271Abi = parseAbi([
  "function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)",
]);
const ERC1271_YES = "0x1626ba7e";

export type OrderProblem = {
  /** `taker` can often mend it, such as by an approval; `maker` alone can what is the maker's. */
  side: "order" | "maker" | "taker";
  code:
    | "FILLED"
    | "CANCELLED"
    | "EXPIRED"
    | "SUPERSEDED"
    | "EXPIRY_TOO_FAR"
    | "PARTS_GONE"
    | "WRONG_TAKER"
    | "BAD_SIGNATURE"
    | "NOT_OPENED"
    | "MISSING_BALANCE"
    | "MISSING_APPROVAL"
    | "TOKEN_FAILED";
  text: string;
  item?: Item | undefined;
};

export type CheckOrderParameters = Offer & {
  /** Who would fill it; without one the taker's side is not looked at. */
  taker?: Address | undefined;
  parts?: number | undefined;
};
export type OrderCheck = OrderStatus & {
  /** Whether a fill would go through now, as far as can be asked without sending it. */
  fillable: boolean;
  problems: OrderProblem[];
};

/**
 * Says why an order cannot be filled now: all reasons, not only the first. Throws INVALID_ORDER,
 * INVALID_ITEM, INVALID_PARTS, CHAIN_UNREACHABLE.
 */
export async function checkOrder(
  client: SendingContext,
  parameters: CheckOrderParameters,
): Promise<OrderCheck> {
  const { order, taker } = parameters;
  const status = await getOrderStatus(client, { order });
  try {
    const problems = (
      await Promise.all([
        ofState(client, status, parameters),
        ofConsent(client, status, parameters),
        ofCustody(status, parameters),
        ofSide(client, "maker", order.maker, sharesOf(order, parameters.parts).give),
        taker ? ofTaker(client, taker, parameters) : [],
      ])
    ).flat();
    return { ...status, fillable: problems.length === 0, problems };
  } catch (error) {
    throw toSendingError(error);
  }
}

async function ofState(
  client: SendingContext,
  { state, left }: OrderStatus,
  { order, parts = order.parts }: CheckOrderParameters,
): Promise<OrderProblem[]> {
  const problem = (code: OrderProblem["code"], text: string) => [
    { side: "order" as const, code, text },
  ];
  if (state === "filled") return problem("FILLED", "It was filled, or another with its nonce.");
  if (state === "cancelled") return problem("CANCELLED", "The maker cancelled it.");
  if (state === "expired") {
    return problem("EXPIRED", `It ended on ${new Date(order.expiry * 1000).toISOString()}.`);
  }
  if (state === "superseded") {
    return problem("SUPERSEDED", "Another order with its nonce was begun.");
  }
  if (parts > left) return problem("PARTS_GONE", `${left} of ${order.parts} parts are left.`);
  const { timestamp } = await getBlock(client);
  if (order.expiry <= Number(timestamp) + MAX_LIFETIME) return [];
  return problem("EXPIRY_TOO_FAR", "It ends more than 366 days from now.");
}

async function ofConsent(
  client: SendingContext,
  { orderHash, opened }: OrderStatus,
  { order, signature }: CheckOrderParameters,
): Promise<OrderProblem[]> {
  if (opened && signature === "0x") return [];
  if (await isSigned(client, order, orderHash, signature)) return [];
  const text = "The signature is not the maker's.";
  return [{ side: "maker", code: "BAD_SIGNATURE", text }];
}

async function isSigned(client: SendingContext, { maker }: Order, digest: Hex, signature: Hex) {
  if (recoverSigner(digest, signature) === maker.toLowerCase()) return true;
  try {
    const args = [digest, signature] as const;
    const call = {
      address: maker,
      abi: erc1271Abi,
      functionName: "isValidSignature",
      args,
    } as const;
    return (await readContract(client, call)) === ERC1271_YES;
  } catch {
    return false;
  }
}

function ofCustody(
  { opened, custody }: OrderStatus,
  { order, parts }: CheckOrderParameters,
): OrderProblem[] {
  const { nativeGiven } = sharesOf(order, parts);
  if (nativeGiven === 0n || (opened && custody >= nativeGiven)) return [];
  const text = "The maker has not put the coins that it gives into custody.";
  return [{ side: "maker", code: "NOT_OPENED", text }];
}

async function ofTaker(
  client: SendingContext,
  taker: Address,
  { order, parts }: CheckOrderParameters,
): Promise<OrderProblem[]> {
  const { want, nativeWanted } = sharesOf(order, parts);
  const problems = await ofSide(client, "taker", taker, want);
  if ((await getBalance(client, { address: taker })) < nativeWanted) {
    const text = "The taker has too few coins.";
    problems.push({ side: "taker", code: "MISSING_BALANCE", text });
  }
  if (!isAddressEqual(order.taker, zeroAddress) && !isAddressEqual(order.taker, taker)) {
    const text = `Only ${order.taker} may fill it.`;
    problems.push({ side: "taker", code: "WRONG_TAKER", text });
  }
  return problems;
}

async function ofSide(
  client: SendingContext,
  side: "maker" | "taker",
  owner: Address,
  items: readonly Item[],
): Promise<OrderProblem[]> {
  const checks = needsOf(items).map(async (need): Promise<OrderProblem[]> => {
    const { item } = need;
    const name = `${itemKinds[item.kind]} ${item.token}`;
    const has = await holds(client, owner, need);
    if (has === undefined) {
      return [{ side, code: "TOKEN_FAILED", text: `${name} does not answer.`, item }];
    }
    if (!has) {
      return [{ side, code: "MISSING_BALANCE", text: `The ${side} lacks ${name}.`, item }];
    }
    if (!(await approvalFor(client, owner, need))) return [];
    const text = `The ${side} has not approved ${name}.`;
    return [{ side, code: "MISSING_APPROVAL", text, item }];
  });
  return (await Promise.all(checks)).flat();
}
