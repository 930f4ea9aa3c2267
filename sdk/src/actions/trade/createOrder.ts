import { type Address, type Hex, toHex, zeroAddress } from "viem";
import { getBlock } from "viem/actions";
import { SendingError, toSendingError } from "../../errors/index.ts";
import { checkForm, MAX_LIFETIME, type Order, type TradeItem, toItem } from "../../trade/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/sendCall.ts";

const DAY = 86_400;
const TRIES = 8;

export type CreateOrderParameters = {
  /** What the maker gives and wants, at most 16 items a side. One side may be empty: a gift, or a bill. */
  give?: readonly TradeItem[] | undefined;
  want?: readonly TradeItem[] | undefined;
  /** By default the client's account. */
  maker?: Address | undefined;
  /** The only one who may fill it; by default anyone. */
  taker?: Address | undefined;
  /** Last Unix second, at most 366 days ahead; by default in a day. */
  expiry?: number | undefined;
  /** Equal parts that it can be filled in; by default 1, all or nothing. */
  parts?: number | undefined;
  /**
   * Any number that the maker has not used yet, by default drawn. Of orders with one nonce only one can
   * be filled. Consecutive ones make fills cheaper: 128 share a word of storage.
   */
  nonce?: bigint | undefined;
  /** By default drawn; conversationSalt binds it to a conversation. */
  salt?: Hex | undefined;
};

/**
 * Completes an order with what it needs from the chain. Nothing is signed or sent. Throws INVALID_ITEM,
 * INVALID_ORDER, INVALID_EXPIRY, NONCE_USED.
 */
export async function createOrder(
  client: SendingContext,
  parameters: CreateOrderParameters,
): Promise<Order> {
  const maker = parameters.maker ?? accountOf(client).address;
  const [counter, { timestamp }, nonce] = await Promise.all([
    readContract(client, "tradeEscrow", "counterOf", [maker]),
    getBlock(client).catch((error) => Promise.reject(toSendingError(error))),
    parameters.nonce === undefined
      ? freeNonce(client, maker)
      : ownNonce(client, maker, parameters.nonce),
  ]);
  const order: Order = {
    maker,
    taker: parameters.taker ?? zeroAddress,
    give: (parameters.give ?? []).map(toItem),
    want: (parameters.want ?? []).map(toItem),
    nonce,
    counter,
    expiry: parameters.expiry ?? Number(timestamp) + DAY,
    parts: parameters.parts ?? 1,
    salt: parameters.salt ?? toHex(crypto.getRandomValues(new Uint8Array(32))),
  };
  checkForm(order);
  const lifetime = order.expiry - Number(timestamp);
  if (lifetime > 0 && lifetime <= MAX_LIFETIME) return order;
  throw new SendingError("An order ends in the future, within 366 days.", {
    code: "INVALID_EXPIRY",
    details: `${order.expiry}; the chain's time is ${timestamp}`,
  });
}

async function freeNonce(client: SendingContext, maker: Address): Promise<bigint> {
  for (let i = 0; i < TRIES; ++i) {
    const [nonce = 0n] = crypto.getRandomValues(new BigUint64Array(1));
    if (!(await isUsed(client, maker, nonce))) return nonce;
  }
  throw used("all that were drawn");
}

async function ownNonce(client: SendingContext, maker: Address, nonce: bigint): Promise<bigint> {
  if (await isUsed(client, maker, nonce)) throw used(`${nonce}`);
  return nonce;
}

function isUsed(client: SendingContext, maker: Address, nonce: bigint): Promise<boolean> {
  return readContract(client, "tradeEscrow", "isNonceUsed", [maker, nonce]);
}

function used(details: string): SendingError {
  return new SendingError("The nonce was used before.", { code: "NONCE_USED", details });
}
