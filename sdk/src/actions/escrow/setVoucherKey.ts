import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type SetVoucherKeyParameters = WriteOptions & {
  /** Address of the key that will sign vouchers. */
  key: Address;
  /** First epoch; the next one if that is later. */
  fromEpoch?: number | undefined;
  /** Last epoch. */
  toEpoch: number;
  /** Most it may spend over all epochs, in wei. */
  cap: bigint;
};
export type SetVoucherKeyReturnType = Written & { fromEpoch: number; toEpoch: number };

/** Lets a key sign the sender's vouchers. Reverts: InvalidVoucherKey. */
export async function setVoucherKey(
  client: SendingContext,
  parameters: SetVoucherKeyParameters,
): Promise<SetVoucherKeyReturnType> {
  const { key, fromEpoch = 0, toEpoch, cap } = parameters;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "paymentEscrow",
    functionName: "setVoucherKey",
    args: [key, BigInt(fromEpoch), BigInt(toEpoch), cap],
  });
  const set = eventOf(client, receipt, "paymentEscrow", "VoucherKeySet");
  return { fromEpoch: Number(set.fromEpoch), toEpoch: Number(set.toEpoch), receipt };
}
