import { type SumTree, sumTree } from "@sendingnetwork/sdk/merkle";
import { digestOf, type SigningContext } from "@sendingnetwork/sdk/typed-data";
import { concat, keccak256 } from "viem";
import type { SignedVoucher } from "./types.ts";

/**
 * The tree that a bill is signed over: one leaf per voucher, its payload digest binds the signature.
 * @param vouchers Ascending by payer.
 */
export function billTree(
  context: SigningContext,
  vouchers: readonly Pick<SignedVoucher, "voucher" | "signature">[],
): SumTree {
  return sumTree(
    vouchers.map(({ voucher, signature }) => ({
      key: voucher.payer,
      amount: voucher.fee,
      second: BigInt(voucher.bytesCarried),
      payloadDigest: keccak256(concat([digestOf(context, "Voucher", voucher), signature])),
    })),
  );
}
