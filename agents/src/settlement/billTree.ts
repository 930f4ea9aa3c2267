import { type SumTree, sumTree } from "@sendingnetwork/sdk/merkle";
import { type SignedVoucher, voucherDigest } from "@sendingnetwork/sdk/payments";
import type { SigningContext } from "@sendingnetwork/sdk/typed-data";
import { concat, keccak256 } from "viem";

/**
 * The tree that a bill is signed over: one leaf per voucher, its payload digest binds the signature.
 * @param vouchers Ascending by payer.
 */
export function billTree(context: SigningContext, vouchers: readonly SignedVoucher[]): SumTree {
  return sumTree(
    vouchers.map((voucher) => ({
      key: voucher.payer,
      amount: voucher.fee,
      second: BigInt(voucher.bytesCarried),
      payloadDigest: keccak256(concat([voucherDigest(context, voucher), voucher.signature])),
    })),
  );
}
