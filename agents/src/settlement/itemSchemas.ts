import { addressOf, amountOf, hashOf, signatureOf } from "@sendingnetwork/sdk/wire";
import * as v from "valibot";

const bytes = v.instance(Uint8Array);
export const address = v.pipe(
  bytes,
  v.transform((value) => addressOf(value, "address")),
);
export const hash = v.pipe(
  bytes,
  v.transform((value) => hashOf(value, "hash")),
);
const signature = v.pipe(
  bytes,
  v.transform((value) => signatureOf(value, "signature")),
);
export const amount = v.pipe(
  bytes,
  v.transform((value) => amountOf(value, "amount", 128)),
);
const field = v.pipe(
  bytes,
  v.transform((value) => amountOf(value, "field element", 256)),
);
export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const voucher = v.pipe(
  v.strictTuple([address, address, whole, amount, whole, whole, signature, address]),
  v.transform(([payer, payee, epoch, fee, bytesCarried, seq, signature, signer]) => {
    return { payer, payee, epoch, fee, bytesCarried, seq, signature, signer };
  }),
);
export const bill = v.pipe(
  v.strictTuple([address, whole, hash, amount, whole, whole, signature, v.array(voucher)]),
  v.transform(([edge, epoch, root, fee, bytesCarried, count, signature, vouchers]) => ({
    bill: { edge, epoch, root, fee, bytesCarried, count },
    signature,
    vouchers,
  })),
);
const result = v.pipe(
  v.strictTuple([address, v.boolean(), whole, hash]),
  v.transform(([edge, ok, latencyMs, evidenceHash]) => ({ edge, ok, latencyMs, evidenceHash })),
);
export const report = v.pipe(
  v.strictTuple([whole, field, v.array(result), address, v.array(field)]),
  v.transform(([epoch, nullifier, results, payout, proof]) => ({
    report: { epoch, nullifier, results, payout },
    proof,
  })),
);
