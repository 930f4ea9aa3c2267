import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CREDIT_BYTES, CREDIT_MS, PaidAccount } from "../../../agents/src/payments/Account.ts";
import { FreeTier } from "../../../agents/src/payments/FreeTier.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const isRefused = (charge: () => void): boolean => {
  try {
    charge();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "PAYMENT_REQUIRED" });
    return true;
  }
};

describe("PaidAccount", () => {
  it("never lets more than the credit go unpaid, nor for longer than its time", () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant("charge" as const), value: fc.nat(CREDIT_BYTES) }),
      fc.record({ type: fc.constant("pay" as const), value: fc.nat(CREDIT_BYTES) }),
      fc.record({ type: fc.constant("wait" as const), value: fc.nat(CREDIT_MS * 2) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const account = new PaidAccount(() => 1, 1n);
        let carried = 0;
        let paid = 0;
        let oldest = Number.POSITIVE_INFINITY;
        for (const { type, value } of steps) {
          if (type === "wait") vi.advanceTimersByTime(value);
          else if (type === "pay") {
            account.credit(value, 1);
            paid += value;
            oldest = carried > paid ? performance.now() : Number.POSITIVE_INFINITY;
          } else {
            const unpaid = carried + value - paid;
            const age = performance.now() - Math.min(oldest, performance.now());
            const allowed = unpaid <= 0 || (unpaid <= CREDIT_BYTES && age <= CREDIT_MS);
            expect(isRefused(() => account.charge(value))).toBe(!allowed);
            if (allowed) carried += value;
            if (carried > paid && oldest === Number.POSITIVE_INFINITY) oldest = performance.now();
          }
        }
      }),
    );
  });

  it("begins each epoch with nothing owed and nothing paid ahead", () => {
    let epoch = 1;
    const account = new PaidAccount(() => epoch, 1n);
    account.charge(CREDIT_BYTES);
    expect(isRefused(() => account.charge(1))).toBe(true);
    epoch = 2;
    account.charge(CREDIT_BYTES);
    account.credit(10 * CREDIT_BYTES, 2);
    epoch = 3;
    account.charge(CREDIT_BYTES);
    expect(isRefused(() => account.charge(1))).toBe(true);
  });

  it("takes nothing from a voucher of an epoch that has passed", () => {
    const account = new PaidAccount(() => 5, 1n);
    account.charge(CREDIT_BYTES);
    account.credit(CREDIT_BYTES, 4);
    expect(isRefused(() => account.charge(1))).toBe(true);
  });
});

describe("FreeTier", () => {
  it("gives each peer its quota in each epoch, whatever others use", () => {
    let epoch = 1;
    const tier = new FreeTier(
      () => 100,
      () => epoch,
    );
    const [alice, bob] = [tier.accountOf("alice"), tier.accountOf("bob")];
    alice.charge(100);
    expect(isRefused(() => alice.charge(1))).toBe(true);
    expect(isRefused(() => tier.accountOf("alice").charge(1))).toBe(true);
    bob.charge(60);
    expect(tier.bytesLeft("bob")).toBe(40);
    epoch = 2;
    alice.charge(100);
    expect(tier.bytesLeft("bob")).toBe(100);
  });
});
