import fc from "fast-check";
import { type Hex, hashTypedData, toHex, zeroAddress as zero } from "viem";
import { describe, expect, it } from "vitest";
import {
  digestOf,
  type SignedStructs,
  type StructName,
  typedDataOf,
} from "../../../sdk/src/typed-data/index.ts";
import { fakeDeployment } from "../../support/deployment.ts";

type Field = { name: string; type: string };

const hex = (size: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => toHex(bytes));

const contracts = fc.record(
  Object.fromEntries(Object.keys(fakeDeployment.contracts).map((name) => [name, hex(20)])),
);
const deployments = fc.record({ chainId: fc.integer({ min: 1, max: 2 ** 31 }), contracts });

function fieldOf(types: Record<string, readonly Field[]>, type: string): fc.Arbitrary<unknown> {
  if (type.endsWith("[]")) return fc.array(fieldOf(types, type.slice(0, -2)), { maxLength: 5 });
  if (types[type]) return messageOf(types, type);
  if (type === "bytes") return fc.uint8Array({ maxLength: 100 }).map((bytes) => toHex(bytes));
  if (type === "string") return fc.string({ unit: "grapheme" });
  if (type === "address") return hex(20);
  if (type === "bytes32") return hex(32);
  if (type === "bool") return fc.boolean();
  const bits = Number(type.slice("uint".length));
  if (bits > 64) return fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
  return fc.integer({ min: 0, max: Math.min(2 ** bits - 1, Number.MAX_SAFE_INTEGER) });
}

function messageOf(types: Record<string, readonly Field[]>, struct: string): fc.Arbitrary<unknown> {
  const fields = (types[struct] ?? []).map(({ name, type }) => [name, fieldOf(types, type)]);
  return fc.record(Object.fromEntries(fields)).map((it): unknown => it);
}

const structs: Record<StructName, true> = {
  Link: true,
  Calls: true,
  NodeKeys: true,
  CustodyBatch: true,
  FetchBatch: true,
  FetchRequest: true,
  DeleteRequest: true,
  Bind: true,
  Voucher: true,
  Bill: true,
  Report: true,
  ItemReceipt: true,
  InputSet: true,
  EpochReport: true,
  Order: true,
};

/** The types that a wallet is shown for a struct; they do not depend on the message. */
function typesOf(struct: StructName) {
  const message = {} as SignedStructs[StructName];
  return typedDataOf(fakeDeployment, struct, message).types as Record<string, readonly Field[]>;
}

describe("digestOf", () => {
  for (const struct of Object.keys(structs) as StructName[]) {
    it(`agrees with viem's hashTypedData on any ${struct}`, () => {
      const messages = messageOf(typesOf(struct), struct);
      fc.assert(
        fc.property(deployments, messages, (deployment, any) => {
          const message = any as SignedStructs[typeof struct];
          expect(digestOf(deployment, struct, message)).toBe(
            hashTypedData(typedDataOf(deployment, struct, message)),
          );
        }),
      );
    });
  }
});

describe("digestOf with a field that does not fit its type", () => {
  const voucher = { payer: zero, payee: zero, epoch: 1, fee: 1n, bytesCarried: 1, seq: 1 };

  for (const [field, value] of [
    ["fee", 2n ** 96n],
    ["fee", -1n],
    ["epoch", 1.5],
    ["seq", 2 ** 60],
    ["payer", "0x1234"],
    ["payee", undefined],
  ] as const) {
    it(`throws INVALID_FIELD and names ${field} when it is ${value}`, () => {
      const broken = { ...voucher, [field]: value } as typeof voucher;
      expect(() => digestOf(fakeDeployment, "Voucher", broken)).toThrow(
        expect.objectContaining({ code: "INVALID_FIELD", details: expect.stringContaining(field) }),
      );
    });
  }
});
