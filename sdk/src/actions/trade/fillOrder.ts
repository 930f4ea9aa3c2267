import type { Hex } from "viem";
import { type Offer, sharesOf } from "../../trade/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf, eventsOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";
import { orderArgs } from "./orderArgs.ts";

export type FillOrderParameters = WriteOptions &
  Offer & {
    /** How many of the order's parts; by default all. */
    parts?: number | undefined;
  };
export type FillOrderReturnType = Written & {
  orderHash: Hex;
  /** Parts that changed hands, and that can still. */
  parts: number;
  left: number;
};

/**
 * Fills an order, all of it or some parts, and sends exactly the coins that it wants. The sender needs
 * the approvals of approveItems. Throws INVALID_PARTS, PART_TOO_SMALL. Reverts: NotTaker, OrderExpired,
 * NonceSpent, NonceTaken, WrongCounter, InvalidSignature, NotOpened, ReceivedTooLittle, NotTokenOwner,
 * and as the tokens do.
 */
export const fillOrder = defineWrite(
  (client, { order, signature, parts = order.parts }: FillOrderParameters) => {
    const args = orderArgs(order);
    const { nativeWanted: value } = sharesOf(order, parts);
    const call = { contract: "tradeEscrow", value } as const;
    return parts === order.parts
      ? contractCall(client, { ...call, functionName: "fill", args: [args, signature] })
      : contractCall(client, {
          ...call,
          functionName: "fillPart",
          args: [args, signature, BigInt(parts)],
        });
  },
  (client, receipt, { order }) => {
    const [whole] = eventsOf(client, receipt, "tradeEscrow", "OrderFilled");
    if (whole) return { orderHash: whole.orderHash, parts: order.parts, left: 0 };
    const piece = eventOf(client, receipt, "tradeEscrow", "OrderPartFilled");
    return { orderHash: piece.orderHash, parts: Number(piece.parts), left: Number(piece.left) };
  },
);
