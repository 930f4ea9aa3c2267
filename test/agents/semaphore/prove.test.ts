import { verifyProof } from "@semaphore-protocol/core";
import { afterAll, describe, expect, it } from "vitest";
import { nullifierOf, prove, watchdogIdentity } from "../../../agents/src/semaphore/index.ts";
import { removalPaths } from "../../../agents/src/semaphore/removalPaths.ts";

const secret = `0x${"5a".repeat(32)}` as const;
const identities = [1n, 2n, 3n].map((license) => watchdogIdentity(secret, license));
const members = identities.map(({ commitment }) => commitment);
const scope = 2n ** 255n + 12_345n;
const message = 2n ** 254n + 67_890n;

afterAll(async () => {
  // snarkjs keeps workers for verification that would keep this process alive.
  const { curve_bn128 } = globalThis as { curve_bn128?: { terminate(): Promise<void> } };
  await curve_bn128?.terminate();
});

describe("watchdogIdentity", () => {
  it("gives every licence an identity of its own, always the same", () => {
    expect(new Set(members).size).toBe(3);
    expect(watchdogIdentity(secret, 2n).commitment).toBe(members[1]);
  });
});

describe("prove", () => {
  it("makes a proof that the library verifies, with the nullifier known before", async () => {
    const [, identity] = identities;
    if (identity === undefined) throw new Error("no identity");
    // A removed member leaves a hole.
    const set = [members[0] ?? 0n, members[1] ?? 0n, 0n];
    const proof = await prove({ identity, members: set, message, scope });
    expect(proof.nullifier).toBe(nullifierOf(identity, scope));
    const { root, nullifier, points } = proof;
    const text = {
      merkleTreeDepth: 20,
      merkleTreeRoot: String(root),
      nullifier: String(nullifier),
      message: String(message),
      scope: String(scope),
      points: points.map(String) as Parameters<typeof verifyProof>[0]["points"],
    };
    expect(await verifyProof(text)).toBe(true);
    expect(await verifyProof({ ...text, message: String(message + 1n) })).toBe(false);
  });

  it("fails for somebody who is no member", async () => {
    const identity = watchdogIdentity(secret, 9n);
    await expect(prove({ identity, members, message, scope })).rejects.toMatchObject({
      code: "PROOF_FAILED",
    });
  });

  it("ends at the signal", async () => {
    const [identity] = identities;
    if (identity === undefined) throw new Error("no identity");
    const ending = new AbortController();
    const proof = prove({ identity, members, message, scope, signal: ending.signal });
    ending.abort();
    await expect(proof).rejects.toThrow(/abort/i);
  });
});

describe("removalPaths", () => {
  it("gives each removal the path that it has when its turn comes", async () => {
    const paths = await removalPaths(members, [members[0] ?? 0n, members[2] ?? 0n]);
    expect(paths.map((path) => path.length)).toEqual([2, 1]);
    expect(paths[0]?.[0]).toBe(members[1]);
    await expect(removalPaths(members, [5n])).rejects.toMatchObject({ code: "NO_SUCH_MEMBER" });
  });
});
