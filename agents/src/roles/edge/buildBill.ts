import type { SignedVoucher } from "@sendingnetwork/sdk/payments";
import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import { bytesToHex } from "viem";
import type { EdgeIdentity } from "../../mailbox/index.ts";
import type { SignedBill } from "../../protocols/items/index.ts";
import { billTree } from "../../settlement/index.ts";

/** Leaves that fit the frame in which a bill travels. */
export const MAX_VOUCHERS = 5_000;

/**
 * The bill of an epoch: the Merkle-sum tree over its vouchers, signed by the Edge's hot key. Of more
 * vouchers than a bill can carry, those with the highest fees count.
 * @param vouchers Ascending by payer, one each, all of `epoch`.
 */
export function buildBill(
  { edge, deployment, signer }: EdgeIdentity,
  epoch: number,
  vouchers: readonly SignedVoucher[],
): SignedBill {
  const billed = highest(vouchers);
  const tree = billTree(deployment, billed);
  const bill = {
    edge,
    epoch,
    root: tree.root,
    fee: tree.amount,
    bytesCarried: Number(tree.second),
    count: billed.length,
  };
  const signature = bytesToHex(signer.sign(digestBytesOf(deployment, "Bill", bill)));
  return { bill, signature, vouchers: billed };
}

function highest(vouchers: readonly SignedVoucher[]): readonly SignedVoucher[] {
  if (vouchers.length <= MAX_VOUCHERS) return vouchers;
  const byFee = [...vouchers].sort((a, b) => (a.fee < b.fee ? 1 : a.fee > b.fee ? -1 : 0));
  const kept = new Set(byFee.slice(0, MAX_VOUCHERS));
  return vouchers.filter((voucher) => kept.has(voucher));
}
