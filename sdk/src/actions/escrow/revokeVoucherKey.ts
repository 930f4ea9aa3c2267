import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type RevokeVoucherKeyParameters = WriteOptions & { key: Address };
export type RevokeVoucherKeyReturnType = Written & {
  /** First epoch in which the key's vouchers are void. */
  fromEpoch: number;
};

/** Ends a voucher key of the sender from the next epoch. Reverts: VoucherKeyUnknown. */
export async function revokeVoucherKey(
  client: SendingContext,
  parameters: RevokeVoucherKeyParameters,
): Promise<RevokeVoucherKeyReturnType> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "paymentEscrow",
    functionName: "revokeVoucherKey",
    args: [parameters.key],
  });
  const revoked = eventOf(client, receipt, "paymentEscrow", "VoucherKeyRevoked");
  return { fromEpoch: Number(revoked.from), receipt };
}
