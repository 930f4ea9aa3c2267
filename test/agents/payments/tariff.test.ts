import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FreeTier } from "../../../agents/src/payments/FreeTier.ts";
import { Ledger, Tariff } from "../../../agents/src/payments/index.ts";
import { parameterNumber } from "../../../sdk/src/network/index.ts";
import { log } from "../../support/fakeNetwork.ts";
import { FakeView } from "../../support/fakeView.ts";

function governed(values: Record<string, bigint>): FakeView {
  const view = new FakeView();
  decide(view, values);
  return view;
}

function decide(view: FakeView, values: Record<string, bigint>): void {
  for (const [name, newValue] of Object.entries(values)) {
    const parameter = parameterNumber(name);
    view.apply(log("ParameterChanged", { parameter, oldValue: 0n, newValue }));
  }
}

const tariffOf = (view: FakeView, price: bigint, freeBytes?: number) =>
  new Tariff({ view, price, freeBytes });

describe("Tariff", () => {
  it("keeps the operator's price within the bounds of both ways, whatever they are", () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 19n }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(amounts, ([price = 0n, a = 0n, b = 0n, c = 0n, d = 0n]) => {
        const view = governed({
          relayInLeast: a,
          relayInMost: a + b,
          relayOutLeast: c,
          relayOutMost: c + d,
        });
        const asked = tariffOf(view, price).price;
        expect(asked <= a + b && asked <= c + d).toBe(true);
        const ascending = (x: bigint, y: bigint) => (x < y ? -1 : 1);
        const [most = 0n] = [a + b, c + d].sort(ascending);
        const [, least = 0n] = [a, c].sort(ascending);
        if (least <= most) expect(asked >= least).toBe(true);
        if (least <= price && price <= most) expect(asked).toBe(price);
      }),
    );
  });

  it("obeys a decision at once, and sessions keep what they agreed to", () => {
    const view = governed({ relayInMost: 100n, relayOutMost: 100n, freeQuota: 50n });
    const tariff = tariffOf(view, 80n);
    const ledger = new Ledger({ tariff, currentEpoch: () => 1, depositOf: () => 1n });
    const before = ledger.open({ peerId: "p", payer: "0x01" });
    expect([ledger.price, tariff.freeBytes]).toEqual([80n, 50]);
    decide(view, { relayOutMost: 30n, freeQuota: 20n });
    expect([ledger.price, tariff.freeBytes]).toEqual([30n, 20]);
    expect(before).toMatchObject({ price: 80n });
    expect(ledger.open({ peerId: "p", payer: "0x01" })).toMatchObject({ price: 30n });
  });

  it("gives what the operator says, else what governance says, else what networks begin with", () => {
    expect(tariffOf(governed({ freeQuota: 5n }), 0n, 7).freeBytes).toBe(7);
    expect(tariffOf(governed({ freeQuota: 5n }), 0n).freeBytes).toBe(5);
    expect(tariffOf(new FakeView(), 0n).freeBytes).toBe(16 * 2 ** 20);
  });
});

describe("FreeTier", () => {
  it("applies a new quota to the epoch that runs", () => {
    let quota = 10;
    const free = new FreeTier(
      () => quota,
      () => 1,
    );
    free.accountOf("p").charge(8);
    quota = 5;
    expect(free.bytesLeft("p")).toBe(0);
    expect(() => free.accountOf("p").charge(1)).toThrow("free 5 bytes");
    quota = 9;
    free.accountOf("p").charge(1);
    expect(free.bytesLeft("p")).toBe(0);
  });
});
