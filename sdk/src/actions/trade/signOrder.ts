import type { Account, Address, Hex } from "viem";
import { signTypedData } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { checkForm, type Order } from "../../trade/index.ts";
import { typedDataOf } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { accountOf } from "../calls/sendCall.ts";

export type SignOrderParameters = {
  order: Order;
  /** Who signs, by default the client's account: the maker, or who signs for the maker's wallet. */
  account?: Account | Address | undefined;
};

/** The maker's consent to an order (EIP-712). Throws INVALID_ORDER, INVALID_ITEM, USER_REJECTED. */
export async function signOrder(
  client: SendingContext,
  { order, account }: SignOrderParameters,
): Promise<Hex> {
  checkForm(order);
  const signer = accountOf(client, account);
  const data = typedDataOf(client.deployment, "Order", order);
  try {
    return await signTypedData(client, { ...data, account: signer });
  } catch (error) {
    throw toSendingError(error);
  }
}
