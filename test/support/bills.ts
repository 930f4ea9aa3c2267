import { type SignedVoucher, signVoucher } from "@sendingnetwork/sdk/payments";
import { type Bill, digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import { type Address, bytesToHex, type Hex, keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { SignedBill } from "../../agents/src/protocols/items/index.ts";
import { billTree } from "../../agents/src/settlement/index.ts";
import { createSigner } from "../../agents/src/signing/index.ts";
import { fakeDeployment } from "./deployment.ts";
import { log, operatorOf, registered, SEND } from "./fakeNetwork.ts";
import type { FakeView } from "./fakeView.ts";

/** Edge `index` of the fake network and the key that signs its bills. */
export const edgeOf = (index: number): { operator: Address; signerKey: Hex } => {
  const operator = operatorOf(index);
  return { operator, signerKey: keccak256(operator) };
};

export const walletOf = (index: number) => privateKeyToAccount(keccak256(operatorOf(500 + index)));

const lower = (address: Address) => address.toLowerCase() as Address;

/** Registers Edges 1..count and gives wallets 0..4 a deposit of 100 SEND. */
export function fillNetwork(view: FakeView, count: number): void {
  for (let i = 1; i <= count; i++) {
    const { operator, signerKey } = edgeOf(i);
    view.apply(registered({ operator, signer: privateKeyToAccount(signerKey).address }));
  }
  for (let i = 0; i < 5; i++) {
    const payer = lower(walletOf(i).address);
    const amount = 100n * SEND;
    view.apply(log("Deposited", { payer, from: payer, amount, total: amount }));
  }
}

/** A voucher of wallet `index`, signed by itself unless told otherwise. */
export function voucherOf(
  index: number,
  given: { payee: Address; epoch: number; fee?: bigint; signer?: ReturnType<typeof walletOf> },
): Promise<SignedVoucher> {
  const { payee, epoch, fee = SEND } = given;
  const wallet = walletOf(index);
  const voucher = { payer: lower(wallet.address), payee, epoch, fee, bytesCarried: 1024, seq: 1 };
  return signVoucher(fakeDeployment, voucher, given.signer ?? wallet);
}

/** A bill of Edge `index` over vouchers of wallets 0 and 1, or over those given. */
export async function billOf(
  index: number,
  epoch: number,
  given: { vouchers?: SignedVoucher[]; changes?: Partial<Bill>; signerKey?: Hex } = {},
): Promise<SignedBill> {
  const { operator, signerKey } = edgeOf(index);
  const vouchers =
    given.vouchers ??
    (await Promise.all([0, 1].map((i) => voucherOf(i, { payee: operator, epoch })))).sort((a, b) =>
      a.payer < b.payer ? -1 : 1,
    );
  const sorted = [...vouchers].sort((a, b) => (a.payer < b.payer ? -1 : 1));
  const distinct = sorted.filter(({ payer }, i) => payer !== sorted[i - 1]?.payer);
  const tree = billTree(fakeDeployment, distinct);
  const bill = {
    edge: operator,
    epoch,
    root: tree.root,
    fee: tree.amount,
    bytesCarried: Number(tree.second),
    count: distinct.length,
    ...given.changes,
  };
  const signer = createSigner(given.signerKey ?? signerKey);
  const signature = bytesToHex(signer.sign(digestBytesOf(fakeDeployment, "Bill", bill)));
  return { bill, signature, vouchers };
}
