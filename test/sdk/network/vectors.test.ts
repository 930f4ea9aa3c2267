import { readFileSync } from "node:fs";
import { assignedIndexes, Rendezvous, semaphoreScope, slotOf } from "@sendingnetwork/sdk/network";
import type { Address, Hex } from "viem";
import { describe, expect, it } from "vitest";

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), "utf8"));
}

type Draws = { draws: { nullifier: Hex; count: number; k: number; numbers: number[] }[] };
type Positions = {
  edges: { edge: Address; seed: Hex; stake: string; slot: Hex }[];
  mailboxes: { mailbox: Address; top: Address[] }[];
};
type Proof = { chainId: number; registry: Address; epoch: number; seed: Hex; scope: Hex };

describe("vectors that contracts check too", () => {
  it("test_assignedIndexes_equalTheVectors", () => {
    for (const { nullifier, count, k, numbers } of read<Draws>("assignment").draws) {
      expect(assignedIndexes(BigInt(nullifier), count, k)).toEqual(numbers);
    }
  });

  it("test_rendezvous_equalsTheVectors", () => {
    const { edges, mailboxes } = read<Positions>("rendezvous");
    const placed = edges.map(({ edge, seed, stake, slot }) => {
      expect(slotOf(seed, edge)).toBe(slot);
      return { operator: edge, slot, stake: BigInt(stake) };
    });
    const rendezvous = new Rendezvous(placed);
    for (const { mailbox, top } of mailboxes) expect(rendezvous.top(mailbox)).toEqual(top);
  });

  it("test_semaphoreScope_equalsTheVector", () => {
    const { chainId, registry, epoch, seed, scope } = read<Proof>("semaphore");
    const contracts = { watchDogLicense: registry } as Parameters<
      typeof semaphoreScope
    >[0]["contracts"];
    expect(semaphoreScope({ chainId, contracts }, epoch, seed)).toBe(BigInt(scope));
  });
});
