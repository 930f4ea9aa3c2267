export { bestVoucher, compareVouchers } from "./order.ts";
export { bytesFor, feeFor, MIB } from "./price.ts";
export {
  type SignedVoucher,
  signVoucher,
  type VoucherKeys,
  type VoucherSigner,
  verifyVoucher,
  voucherDigest,
} from "./voucher.ts";
export { decodeVoucher, encodeVoucher } from "./wireVoucher.ts";
