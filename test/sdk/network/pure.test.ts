import {
  assignedIndexes,
  clockOf,
  directoryKey,
  parseDeployment,
  Rendezvous,
  semaphoreScope,
  slotOf,
  testsPerWatchdog,
  virtualSlots,
} from "@sendingnetwork/sdk/network";
import fc from "fast-check";
import { type Address, encodePacked, type Hex, keccak256 } from "viem";
import { describe, expect, it } from "vitest";
import { fakeDeployment } from "../../support/deployment.ts";
import { operatorOf, SEND } from "../../support/fakeNetwork.ts";

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((value) => `0x${Buffer.from(value).toString("hex")}` as Hex);

/** The definition, word by word, without anything prepared. */
function plainTop(edges: { operator: Address; slot: Hex; stake: bigint }[], mailbox: Address) {
  const scored = edges.map(({ operator, slot, stake }) => {
    const cap = 160_000n * SEND;
    const v = Number((stake < cap ? stake : cap) / (10_000n * SEND));
    let score = 0n;
    for (let i = 0; i < Math.min(Math.max(v, 1), 16); i++) {
      const packed = encodePacked(["bytes32", "uint32", "address"], [slot, i, mailbox]);
      const hash = BigInt(keccak256(packed));
      if (hash > score) score = hash;
    }
    return { operator, score };
  });
  scored.sort((a, b) => (a.score < b.score ? 1 : -1));
  return scored.slice(0, 3).map(({ operator }) => operator);
}

describe("rendezvous", () => {
  it("test_top_equalsTheDefinition_forAnySet", () => {
    const stakes = fc.array(fc.bigInt({ min: 0n, max: 400_000n * SEND }), { maxLength: 8 });
    fc.assert(
      fc.property(stakes, hex(32), hex(20), (given, seed, mailbox) => {
        const edges = given.map((stake, index) => {
          const operator = operatorOf(index + 1);
          return { operator, stake, slot: slotOf(seed, operator) };
        });
        expect(new Rendezvous(edges).top(mailbox)).toEqual(plainTop(edges, mailbox));
      }),
    );
  });

  it("test_top_movesFewMailboxes_whenAnEdgeLeaves", () => {
    const seed: Hex = `0x${"17".repeat(32)}`;
    const edges = Array.from({ length: 6 }, (_, index) => {
      const operator = operatorOf(index + 1);
      return { operator, stake: 20_000n * SEND, slot: slotOf(seed, operator) };
    });
    const before = new Rendezvous(edges);
    const after = new Rendezvous(edges.slice(1));
    for (let i = 0; i < 200; i++) {
      const mailbox = operatorOf(1_000_003 * (i + 1));
      const kept = before.top(mailbox).filter((operator) => operator !== edges[0]?.operator);
      expect(after.top(mailbox)).toEqual(expect.arrayContaining(kept));
    }
  });

  it("test_virtualSlots_countWholeTenThousands_withinOneAndSixteen", () => {
    expect(
      [0n, 9_999n, 19_999n, 20_000n, 160_000n, 10n ** 9n].map((s) => virtualSlots(s * SEND)),
    ).toEqual([1, 1, 1, 2, 16, 16]);
  });
});

describe("assignment", () => {
  it("test_assignedIndexes_areDistinctAndStable_forAnyNullifier", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        fc.integer({ min: 1, max: 90 }),
        fc.nat(100),
        (nullifier, edges, count) => {
          const drawn = assignedIndexes(nullifier, edges, count);
          expect(drawn).toHaveLength(Math.min(count, edges));
          expect(new Set(drawn).size).toBe(drawn.length);
          for (const index of drawn) expect(index).toBeLessThan(edges);
          expect(assignedIndexes(nullifier, edges, Math.max(count - 1, 0))).toEqual(
            drawn.slice(0, Math.max(count - 1, 0)),
          );
        },
      ),
    );
  });

  it("test_testsPerWatchdog_givesEveryEdgeNineReports_withinItsBounds", () => {
    expect(testsPerWatchdog(4, 0)).toBe(4);
    expect(testsPerWatchdog(100, 0)).toBe(64);
    expect(testsPerWatchdog(100, 300)).toBe(3);
    expect(testsPerWatchdog(100, 901)).toBe(1);
    expect(testsPerWatchdog(2, 1)).toBe(2);
  });
});

describe("clock", () => {
  it("test_epochAt_isBetweenStartAndEnd_forAnyTime", () => {
    const clock = clockOf(fakeDeployment);
    fc.assert(
      fc.property(fc.integer({ min: 900_000, max: 2_000_000 }), (time) => {
        const epoch = clock.epochAt(time);
        expect(clock.startOf(epoch)).toBeLessThanOrEqual(time);
        expect(clock.endOf(epoch)).toBeGreaterThan(time);
      }),
    );
    const windows = {
      billsEnd: 1_000_024,
      challengeEnd: 1_000_028,
      reportsEnd: 1_000_032,
      attestEnd: 1_000_038,
    };
    expect(clock.windows(0)).toEqual(windows);
  });
});

describe("deployment", () => {
  it("test_parseDeployment_readsItsOwnFile_whenComplete", () => {
    expect(parseDeployment(JSON.stringify(fakeDeployment))).toEqual(fakeDeployment);
  });

  it("test_parseDeployment_saysWhatIsWrong_whenAFieldIsBroken", () => {
    const broken = {
      ...fakeDeployment,
      contracts: { ...fakeDeployment.contracts, sendToken: "0x1" },
    };
    expect(() => parseDeployment(broken)).toThrow(/contracts\.sendToken/);
    expect(() => parseDeployment("{")).toThrow(
      expect.objectContaining({ code: "INVALID_DEPLOYMENT" }),
    );
    expect(() => parseDeployment(undefined)).toThrow(
      expect.objectContaining({ code: "INVALID_DEPLOYMENT" }),
    );
  });

  it("test_parseDeployment_refuses_whenAnyFieldIsMissing", () => {
    const paths = Object.keys(fakeDeployment) as (keyof typeof fakeDeployment)[];
    for (const path of paths) {
      const { [path]: _, ...rest } = fakeDeployment;
      expect(() => parseDeployment(rest)).toThrow(new RegExp(path));
    }
  });
});

describe("hashes", () => {
  it("test_directoryKey_isTheTailOfThePackedHash", () => {
    const deviceId: Hex = `0x${"0d".repeat(32)}`;
    const packed = encodePacked(
      ["string", "address", "bytes32"],
      ["sdn-bundle", operatorOf(77), deviceId],
    );
    expect(directoryKey(77n, deviceId)).toBe(`0x${keccak256(packed).slice(26)}`);
  });

  it("test_semaphoreScope_differs_whenAnyInputDiffers", () => {
    const seed: Hex = `0x${"01".repeat(32)}`;
    const scopes = [
      semaphoreScope(fakeDeployment, 1, seed),
      semaphoreScope(fakeDeployment, 2, seed),
      semaphoreScope({ ...fakeDeployment, chainId: 1 }, 1, seed),
      semaphoreScope(fakeDeployment, 1, `0x${"02".repeat(32)}`),
    ];
    expect(new Set(scopes).size).toBe(4);
  });
});
