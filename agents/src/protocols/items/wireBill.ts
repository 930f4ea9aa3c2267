import { decodeVoucher, encodeVoucher, type SignedVoucher } from "@sendingnetwork/sdk/payments";
import type { Bill } from "@sendingnetwork/sdk/typed-data";
import {
  addressBytes,
  addressOf,
  amountBytes,
  amountOf,
  bytesOf,
  hashOf,
  requireSafe,
  signatureOf,
  type wire,
} from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";

/** A bill as an Edge hands it in: nothing of it is checked yet. */
export type SignedBill = { bill: Bill; signature: Hex; vouchers: readonly SignedVoucher[] };

export function encodeBill({ bill, signature, vouchers }: SignedBill): wire.Bill {
  return {
    edge: addressBytes(bill.edge),
    epoch: bill.epoch,
    root: bytesOf(bill.root),
    fee: amountBytes(bill.fee),
    bytesCarried: bill.bytesCarried,
    count: bill.count,
    signature: bytesOf(signature),
    vouchers: vouchers.map(encodeVoucher),
  };
}

/** @throws ProblemError MALFORMED_FRAME */
export function decodeBill(bill: wire.Bill): SignedBill {
  return {
    bill: {
      edge: addressOf(bill.edge, "bill.edge"),
      epoch: requireSafe(bill.epoch, "bill.epoch"),
      root: hashOf(bill.root, "bill.root"),
      fee: amountOf(bill.fee, "bill.fee"),
      bytesCarried: requireSafe(bill.bytesCarried, "bill.bytes_carried"),
      count: requireSafe(bill.count, "bill.count"),
    },
    signature: signatureOf(bill.signature, "bill.signature"),
    vouchers: bill.vouchers.map(decodeVoucher),
  };
}
