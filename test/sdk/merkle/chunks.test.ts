import { chunkRoot, chunkTree, messageHash, verifyMerkleProof } from "@sendingnetwork/sdk/merkle";
import fc from "fast-check";
import { concatHex, encodePacked, type Hex, keccak256, sliceHex, toHex, zeroHash } from "viem";
import { describe, expect, it } from "vitest";

const chunkLeaf = (chunk: Hex) => keccak256(concatHex(["0x00", chunk]));

describe("chunks", () => {
  it("test_chunkRoot_isOneChunk_whenPayloadFitsIt", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1024 }), (payload) => {
        expect(chunkRoot(payload)).toBe(chunkLeaf(toHex(payload)));
      }),
    );
  });

  it("test_chunkRoot_commitsToEveryChunk", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1025, maxLength: 5000 }), fc.nat(), (payload, n) => {
        const tree = chunkTree(payload);
        const count = Math.ceil(payload.length / 1024);
        const index = n % count;
        const end = Math.min(payload.length, (index + 1) * 1024);
        const leaf = chunkLeaf(sliceHex(toHex(payload), index * 1024, end));
        const path = tree.proof(index);
        expect(verifyMerkleProof({ root: tree.root, leaf, index, path, count })).toBe(true);
      }),
    );
  });

  it("test_messageHash_equalsDefinition", () => {
    const blinds = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(blinds, fc.uint8Array({ maxLength: 3000 }), (blind, payload) => {
        const expected = keccak256(
          encodePacked(
            ["bytes32", "bytes32", "uint32"],
            [toHex(blind), chunkRoot(payload), payload.length],
          ),
        );
        expect(messageHash({ blind, payload })).toBe(expected);
      }),
    );
  });

  it("test_messageHash_throws_whenBlindIsShort", () => {
    expect(() => messageHash({ blind: "0x12", payload: new Uint8Array() })).toThrowError(
      /32 bytes/,
    );
    expect(messageHash({ blind: zeroHash, payload: new Uint8Array() })).toHaveLength(66);
  });
});
