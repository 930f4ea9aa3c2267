import type { Voucher as WireVoucher } from "../generated/wire.js";
import {
  addressBytes,
  addressOf,
  amountBytes,
  amountOf,
  bytesOf,
  signatureOf,
} from "../wire/bytes.ts";
import { requireSafe } from "../wire/numbers.ts";
import type { SignedVoucher } from "./voucher.ts";

export function encodeVoucher(voucher: SignedVoucher): WireVoucher {
  return {
    payer: addressBytes(voucher.payer),
    payee: addressBytes(voucher.payee),
    epoch: voucher.epoch,
    fee: amountBytes(voucher.fee),
    bytesCarried: voucher.bytesCarried,
    seq: voucher.seq,
    signature: bytesOf(voucher.signature),
  };
}

/** @throws ProblemError MALFORMED_FRAME */
export function decodeVoucher(voucher: WireVoucher): SignedVoucher {
  return {
    payer: addressOf(voucher.payer, "voucher.payer"),
    payee: addressOf(voucher.payee, "voucher.payee"),
    epoch: requireSafe(voucher.epoch, "voucher.epoch"),
    fee: amountOf(voucher.fee, "voucher.fee"),
    bytesCarried: requireSafe(voucher.bytesCarried, "voucher.bytes_carried"),
    seq: requireSafe(voucher.seq, "voucher.seq"),
    signature: signatureOf(voucher.signature, "voucher.signature"),
  };
}
