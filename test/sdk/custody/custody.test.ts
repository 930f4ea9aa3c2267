import { answerHash, answerLeaf, custodyLeaf, deleteRoot } from "@sendingnetwork/sdk/custody";
import { merkleRoot } from "@sendingnetwork/sdk/merkle";
import fc from "fast-check";
import { concatHex, encodeAbiParameters, keccak256, parseAbiParameters, toHex } from "viem";
import { describe, expect, it } from "vitest";

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => toHex(value));
const hashes = fc.array(bytes(32), { maxLength: 20 });

describe("custody hashes", () => {
  it("test_custodyLeaf_equalsAbiEncoding", () => {
    const parameters = parseAbiParameters("address, bytes32, uint32, uint64");
    fc.assert(
      fc.property(
        bytes(20),
        bytes(32),
        fc.nat({ max: 2 ** 32 - 1 }),
        fc.maxSafeNat(),
        (m, h, size, expiry) => {
          const encoded = encodeAbiParameters(parameters, [m, h, size, BigInt(expiry)]);
          expect(custodyLeaf({ mailbox: m, messageHash: h, size, expiry })).toBe(
            keccak256(concatHex(["0x00", encoded])),
          );
        },
      ),
    );
  });

  it("test_answerLeaf_equalsAbiEncoding", () => {
    const parameters = parseAbiParameters("address, bytes32, bytes32");
    fc.assert(
      fc.property(bytes(20), bytes(32), hashes, fc.boolean(), (mailbox, nonce, leaves, more) => {
        const answer = answerHash({ leaves, more });
        expect(answer).toBe(keccak256(concatHex([...leaves, more ? "0x01" : "0x00"])));
        const encoded = encodeAbiParameters(parameters, [mailbox, nonce, answer]);
        expect(answerLeaf({ mailbox, nonce, answerHash: answer })).toBe(
          keccak256(concatHex(["0x00", encoded])),
        );
      }),
    );
  });

  it("test_deleteRoot_isThePlainTreeOverMessageHashes", () => {
    fc.assert(
      fc.property(hashes, (list) => {
        expect(deleteRoot(list)).toBe(merkleRoot(list));
      }),
    );
  });

  it("test_custodyLeaf_throws_whenFieldsDoNotFit", () => {
    const item = {
      mailbox: toHex(1, { size: 20 }),
      messageHash: toHex(2, { size: 32 }),
      size: 1,
      expiry: 1,
    };
    for (const wrong of [
      { size: 2 ** 32 },
      { size: -1 },
      { expiry: 0.5 },
      { mailbox: "0x01" as const },
    ]) {
      expect(() => custodyLeaf({ ...item, ...wrong })).toThrowError(/does not fit/);
    }
  });
});
