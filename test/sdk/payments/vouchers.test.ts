import {
  bestVoucher,
  bytesFor,
  compareVouchers,
  decodeVoucher,
  encodeVoucher,
  feeFor,
  MIB,
  signVoucher,
  verifyVoucher,
  voucherDigest,
} from "@sendingnetwork/sdk/payments";
import { typedDataOf, type Voucher } from "@sendingnetwork/sdk/typed-data";
import fc from "fast-check";
import { type Hex, hashTypedData } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import { fakeDeployment } from "../../support/deployment.ts";
import { operatorOf } from "../../support/fakeNetwork.ts";

const payer = privateKeyToAccount(generatePrivateKey());
const other = privateKeyToAccount(generatePrivateKey());
const ownKey = { voucherSigner: (of: Hex, key: Hex) => of.toLowerCase() === key.toLowerCase() };

const vouchers = fc.record<Voucher>({
  payer: fc.constant(payer.address),
  payee: fc.nat(3).map(operatorOf),
  epoch: fc.nat(2 ** 40),
  fee: fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }),
  bytesCarried: fc.nat(2 ** 50),
  seq: fc.nat(2 ** 50),
});

describe("vouchers", () => {
  it("test_voucherDigest_equalsPlainTypedData_forAnyVoucher", () => {
    fc.assert(
      fc.property(vouchers, (voucher) => {
        const typed = typedDataOf(fakeDeployment, "Voucher", voucher);
        expect(voucherDigest(fakeDeployment, voucher)).toBe(hashTypedData(typed));
      }),
    );
  });

  it("test_verifyVoucher_accepts_onlyThePayersUnchangedSignature", async () => {
    await fc.assert(
      fc.asyncProperty(vouchers, fc.bigInt({ min: 1n, max: 1000n }), async (voucher, more) => {
        const signed = await signVoucher(fakeDeployment, voucher, payer);
        expect(verifyVoucher(fakeDeployment, ownKey, signed)).toBe(payer.address.toLowerCase());
        for (const changed of [
          { ...signed, fee: (signed.fee + more) % 2n ** 96n },
          { ...signed, epoch: signed.epoch + 1 },
          { ...signed, payee: other.address },
          { ...signed, payer: other.address },
          await signVoucher(fakeDeployment, voucher, other),
        ]) {
          expect(verifyVoucher(fakeDeployment, ownKey, changed)).toBeUndefined();
        }
        const elsewhere = { ...fakeDeployment, chainId: 1 };
        expect(verifyVoucher(elsewhere, ownKey, signed)).toBeUndefined();
      }),
      { numRuns: 15 },
    );
  });

  it("test_verifyVoucher_neverThrows_forAnySignatureBytes", async () => {
    const voucher = {
      payer: payer.address,
      payee: other.address,
      epoch: 1,
      fee: 1n,
      bytesCarried: 1,
      seq: 1,
    };
    const bytes = fc.uint8Array({ maxLength: 80 });
    fc.assert(
      fc.property(bytes, (given) => {
        const signature: Hex = `0x${Buffer.from(given).toString("hex")}`;
        expect(verifyVoucher(fakeDeployment, ownKey, { ...voucher, signature })).toBeUndefined();
      }),
    );
  });

  it("test_bestVoucher_isTheSame_inAnyOrderOfArrival", () => {
    const some = fc.array(
      vouchers.map((voucher) => ({ ...voucher, fee: voucher.fee % 3n, seq: voucher.seq % 3 })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (given, random) => {
        const shuffled = given
          .map((voucher) => ({ voucher, rank: random.next().value }))
          .sort((x, y) => x.rank - y.rank)
          .map(({ voucher }) => voucher);
        const best = bestVoucher(fakeDeployment, given) as Voucher;
        expect(bestVoucher(fakeDeployment, shuffled)).toEqual(best);
        for (const voucher of given) {
          expect(compareVouchers(fakeDeployment, best, voucher)).toBeGreaterThanOrEqual(0);
          expect(voucher.fee).toBeLessThanOrEqual(best.fee);
        }
      }),
    );
  });

  it("test_encodeVoucher_survivesTheWire_forAnyVoucher", async () => {
    await fc.assert(
      fc.asyncProperty(vouchers, async (voucher) => {
        const signed = await signVoucher(fakeDeployment, voucher, payer);
        const back = decodeVoucher(encodeVoucher(signed));
        expect(back).toEqual({ ...signed, payer: payer.address.toLowerCase() });
      }),
      { numRuns: 20 },
    );
  });

  it("test_decodeVoucher_refuses_whenAFieldHasTheWrongLength", async () => {
    const voucher = {
      payer: payer.address,
      payee: other.address,
      epoch: 1,
      fee: 256n,
      bytesCarried: 1,
      seq: 1,
    };
    const good = encodeVoucher(await signVoucher(fakeDeployment, voucher, payer));
    for (const broken of [
      { ...good, payer: new Uint8Array(19) },
      { ...good, payee: new Uint8Array(0) },
      { ...good, fee: Uint8Array.of(0, 1) },
      { ...good, fee: new Uint8Array(13).fill(1) },
      { ...good, signature: new Uint8Array(64) },
      { ...good, epoch: 2 ** 60 },
      { ...good, seq: -1 },
    ]) {
      expect(() => decodeVoucher(broken)).toThrow(
        expect.objectContaining({ code: "MALFORMED_FRAME" }),
      );
    }
  });
});

describe("price", () => {
  it("test_feeFor_roundsUp_andBytesForNeverExceedsWhatIsPaid", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 30), fc.bigInt({ min: 0n, max: 10n ** 24n }), (bytes, price) => {
        const fee = feeFor(bytes, price);
        expect(fee * BigInt(MIB)).toBeGreaterThanOrEqual(BigInt(bytes) * price);
        expect((fee - 1n) * BigInt(MIB)).toBeLessThan(
          BigInt(bytes) * price + (price === 0n ? 1n : 0n),
        );
        expect(bytesFor(fee, price)).toBeGreaterThanOrEqual(bytes);
        if (price > 0n) expect(feeFor(bytesFor(fee, price), price)).toBeLessThanOrEqual(fee);
      }),
    );
  });
});
