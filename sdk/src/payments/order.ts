import type { SigningContext, Voucher } from "../typed-data/index.ts";
import { voucherDigest } from "./voucher.ts";

/**
 * Orders two vouchers of one payer, payee and epoch: positive when `a` is the better one, that is the
 * one with the higher fee, then the higher seq, then the lower digest; 0 only for the same voucher.
 */
export function compareVouchers(deployment: SigningContext, a: Voucher, b: Voucher): number {
  if (a.fee !== b.fee) return a.fee > b.fee ? 1 : -1;
  if (a.seq !== b.seq) return a.seq - b.seq;
  const digestA = voucherDigest(deployment, a);
  const digestB = voucherDigest(deployment, b);
  if (digestA === digestB) return 0;
  return digestA < digestB ? 1 : -1;
}

/** The voucher that counts: a later one replaces an earlier one, whatever the order of arrival. */
export function bestVoucher<voucher extends Voucher>(
  deployment: SigningContext,
  vouchers: readonly voucher[],
): voucher | undefined {
  let best: voucher | undefined;
  for (const voucher of vouchers) {
    if (best === undefined || compareVouchers(deployment, voucher, best) > 0) best = voucher;
  }
  return best;
}
