import type { Hex, LocalAccount } from "viem";
import { digestOf, recoverSigner, type SigningContext, type Voucher } from "../typed-data/index.ts";

/** A voucher with its signature: 65 bytes (r, s, v), low s, by the payer or a key that it registered. */
export type SignedVoucher = Voucher & { signature: Hex };

/** A key that signs vouchers: the payer's own account, or one registered with `setVoucherKey`. */
export type VoucherSigner = { readonly address: Hex; sign: NonNullable<LocalAccount["sign"]> };

/** Tells whether `key` may sign vouchers of `payer` in `epoch` (NetworkView.voucherSigner). */
export type VoucherKeys = {
  voucherSigner(payer: Hex, key: Hex, epoch: number): unknown;
};

/** EIP-712 digest of a voucher, in the domain of PaymentEscrow. */
export function voucherDigest(deployment: SigningContext, voucher: Voucher): Hex {
  return digestOf(deployment, "Voucher", voucher);
}

export async function signVoucher(
  deployment: SigningContext,
  voucher: Voucher,
  signer: VoucherSigner,
): Promise<SignedVoucher> {
  const signature = await signer.sign({ hash: voucherDigest(deployment, voucher) });
  return { ...voucher, signature };
}

/** The account that signed, if it may sign for the payer in that epoch; undefined otherwise. */
export function verifyVoucher(
  deployment: SigningContext,
  keys: VoucherKeys,
  voucher: SignedVoucher,
): Hex | undefined {
  const signer = recoverSigner(voucherDigest(deployment, voucher), voucher.signature);
  if (signer === undefined) return undefined;
  return keys.voucherSigner(voucher.payer, signer, voucher.epoch) ? signer : undefined;
}
