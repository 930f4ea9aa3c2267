import { addressBytes, amountBytes, bytesOf } from "@sendingnetwork/sdk/wire";
import type { BillItem, ReportItem } from "./types.ts";

/** A bill as it stands in a data set. */
export function billFields({ bill, signature, vouchers }: BillItem): unknown {
  return [
    addressBytes(bill.edge),
    bill.epoch,
    bytesOf(bill.root),
    amountBytes(bill.fee),
    bill.bytesCarried,
    bill.count,
    bytesOf(signature),
    vouchers.map((voucher) => [
      addressBytes(voucher.payer),
      addressBytes(voucher.payee),
      voucher.epoch,
      amountBytes(voucher.fee),
      voucher.bytesCarried,
      voucher.seq,
      bytesOf(voucher.signature),
      addressBytes(voucher.signer),
    ]),
  ];
}

/** A report as it stands in a data set. */
export function reportFields({ report, proof }: ReportItem): unknown {
  return [
    report.epoch,
    amountBytes(report.nullifier),
    report.results.map(({ edge, ok, latencyMs, evidenceHash }) => [
      addressBytes(edge),
      ok,
      latencyMs,
      bytesOf(evidenceHash),
    ]),
    addressBytes(report.payout),
    proof.map(amountBytes),
  ];
}
