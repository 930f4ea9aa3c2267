import { setImmediate as turn } from "node:timers/promises";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import { verifyVoucher } from "@sendingnetwork/sdk/payments";
import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import { hexToBytes } from "viem";
import { type BilledVoucher, type BillItem, billTree } from "../../settlement/index.ts";
import { recoverSigner } from "../../signing/index.ts";
import type { SignedBill } from "../items/index.ts";

/** What of the network a bill is checked against. */
export type BillView = Pick<
  NetworkView,
  "deployment" | "nodes" | "signerAt" | "voucherSigner" | "payers"
>;

/** Vouchers checked before other work gets a turn. */
const BATCH = 64;

/**
 * Checks everything about a bill that signatures and the chain can tell: its Edge was active and
 * signed it; each voucher is for that Edge and epoch and signed by whoever may; the vouchers ascend
 * strictly by payer and make the bill's root and totals.
 * @throws ProblemError INVALID_SIGNATURE, VOUCHER_REJECTED or INVALID_REQUEST
 */
export async function verifyBill(view: BillView, signed: SignedBill): Promise<BillItem> {
  const { bill, signature } = signed;
  const edge = view.nodes("edge", bill.epoch).find(({ operator }) => operator === bill.edge);
  if (edge === undefined) {
    throw refusal(ProblemCode.UNAUTHORIZED, "No such Edge was active in the bill's epoch.");
  }
  const digest = digestBytesOf(view.deployment, "Bill", bill);
  if (recoverSigner(digest, hexToBytes(signature)) !== edge.signer) {
    throw refusal(
      ProblemCode.INVALID_SIGNATURE,
      "The Edge's key of that epoch did not sign the bill.",
    );
  }
  if (signed.vouchers.length === 0)
    throw refusal(ProblemCode.INVALID_REQUEST, "A bill has vouchers.");
  const payers = new Set(view.payers());
  const vouchers: BilledVoucher[] = [];
  for (const voucher of signed.vouchers) {
    if (vouchers.length % BATCH === BATCH - 1) await turn();
    if (voucher.payee !== bill.edge || voucher.epoch !== bill.epoch || voucher.fee === 0n) {
      throw refusal(ProblemCode.VOUCHER_REJECTED, "A voucher is not one for this Edge and epoch.");
    }
    if (voucher.payer <= (vouchers.at(-1)?.payer ?? "")) {
      throw refusal(ProblemCode.VOUCHER_REJECTED, "The vouchers do not ascend strictly by payer.");
    }
    if (!payers.has(voucher.payer)) {
      throw refusal(ProblemCode.VOUCHER_REJECTED, "A payer never made a deposit.");
    }
    const signer = verifyVoucher(view.deployment, view, voucher);
    if (signer === undefined) {
      throw refusal(ProblemCode.VOUCHER_REJECTED, "A voucher is not signed by whoever may.");
    }
    vouchers.push({ ...voucher, signer });
  }
  const tree = billTree(view.deployment, vouchers);
  const isSum =
    tree.root === bill.root &&
    tree.amount === bill.fee &&
    tree.second === BigInt(bill.bytesCarried) &&
    vouchers.length === bill.count;
  if (!isSum)
    throw refusal(ProblemCode.INVALID_REQUEST, "The bill is not the sum of its vouchers.");
  return { bill, signature, vouchers };
}

function refusal(code: ProblemCode, message: string): ProblemError {
  return new ProblemError(code, message);
}
