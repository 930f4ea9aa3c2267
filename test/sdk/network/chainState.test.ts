import { type ChainLog, ChainState } from "@sendingnetwork/sdk/network";
import { type Hex, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { fakeDeployment } from "../../support/deployment.ts";
import { log, operatorOf, registered, SEND, seedProven } from "../../support/fakeNetwork.ts";

function stateOf(...logs: ChainLog[]): ChainState {
  const state = new ChainState(fakeDeployment);
  for (const entry of logs) state.apply(entry);
  return state;
}

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const [a, b, c, d] = [operatorOf(0xa), operatorOf(0xb), operatorOf(0xc), operatorOf(0xd)];

describe("nodes", () => {
  it("test_active_followsTermsAndStakes_throughEpochs", () => {
    const state = stateOf(
      registered({ operator: b, activeFrom: 2 }),
      registered({ operator: a, activeFrom: 3, role: 2 }),
      log("StakeChanged", { operator: b, stake: 30_000n * SEND, from: 4n }),
      log("NodeLeft", { operator: b, role: 1, inactiveFrom: 6n, withdrawableAt: 0n }),
    );
    expect(state.nodes.active("edge", 1)).toEqual([]);
    expect(state.nodes.active("edge", 3).map((n) => n.stake)).toEqual([10_000n * SEND]);
    expect(state.nodes.active("edge", 4).map((n) => n.stake)).toEqual([30_000n * SEND]);
    expect(state.nodes.active("edge", 6)).toEqual([]);
    expect(state.nodes.stakeAt(b, 6)).toBe(0n);
    expect(state.nodes.active("guardian", 3).map((n) => n.operator)).toEqual([a]);
  });

  it("test_active_ignoresANode_whenItsPeerDidNotSign", () => {
    const good = registered({ operator: a });
    if (good.eventName !== "NodeRegistered") throw new Error("unreachable");
    const bad = { ...good, args: { ...good.args, bond: 1n, signer: b } };
    expect(stateOf(bad).nodes.active("edge", 1)).toEqual([]);
    expect(stateOf(bad).nodes.node(a, 1)).toBeUndefined();
    expect(stateOf(good).nodes.active("edge", 1)).toHaveLength(1);
  });

  it("test_signerAt_answersForThePast_whenKeysRotated", () => {
    const rotation = registered({ operator: a, signer: d, nonce: 1n });
    if (rotation.eventName !== "NodeRegistered") throw new Error("unreachable");
    const { operator, peerId, signer, nonce, deadline, peerSignature } = rotation.args;
    const args = { operator, peerId, signer, nonce, deadline, peerSignature, from: 5n };
    const state = stateOf(registered({ operator: a, signer: c }), log("KeysRotated", args));
    expect(state.nodes.signerAt(a, 4)).toBe(c);
    expect(state.nodes.signerAt(a, 5)).toBe(d);
    expect(state.nodes.signerAt(a, 0)).toBeUndefined();
  });

  it("test_node_readsMultiaddrs_andSkipsBrokenOnes", () => {
    const tcp: Hex = "0x047f000001061f90";
    const state = stateOf(
      registered({ operator: a }),
      log("MultiaddrsChanged", { operator: a, multiaddrs: [tcp, "0xff"] }),
    );
    expect(state.nodes.node(a, 1)?.multiaddrs).toEqual(["/ip4/127.0.0.1/tcp/8080"]);
    const peerId = state.nodes.node(a, 1)?.peerId as string;
    expect(peerId).toMatch(/^12D3Koo/);
    expect(state.nodes.byPeerId(peerId, 1)?.operator).toBe(a);
  });
});

describe("delegations", () => {
  const opened = { pool: 1n, operator: a, formerly: zeroAddress, liableUntil: 0n };
  const moved = { pool: 2n, operator: a, formerly: b, liableUntil: 99n };
  const change = (pool: bigint, delegator: Hex, stake: bigint, from: bigint) => {
    const shares = stake * 1_000_000n;
    return { pool, delegator, shares, poolShares: shares, poolStake: stake, from };
  };

  it("test_delegations_addUpOverPools_throughEpochsAndSlashes", () => {
    const slashed = { pool: 1n, offender: a, taken: 0n, takenUnbonding: 0n, poolUnbonding: 0n };
    const state = stateOf(
      log("PoolOpened", opened),
      log("PoolOpened", moved),
      log("DelegationChanged", change(1n, c, 100n * SEND, 2n)),
      log("DelegationChanged", change(2n, c, 30n * SEND, 3n)),
      log("CommissionChanged", { operator: a, oldBps: 0, newBps: 500, from: 1n }),
      log("CommissionChanged", { operator: a, oldBps: 500, newBps: 900, from: 9n }),
      log("PoolSlashed", { ...slashed, poolStake: 50n * SEND, from: 4n }),
    );
    const at = (epoch: number) => state.delegations.at(a, epoch);
    expect(at(1)).toEqual({ commissionBps: 500, delegations: [] });
    expect(at(2).delegations).toEqual([{ delegator: c, stake: 100n * SEND }]);
    expect(at(3).delegations).toEqual([{ delegator: c, stake: 130n * SEND }]);
    expect(at(4).delegations[0]?.stake).toBe(80n * SEND);
    expect(at(9).commissionBps).toBe(900);
    expect(state.delegations.at(b, 4).delegations).toEqual([]);
  });

  it("test_active_leavesOutSuspendedNodes_untilTheyRejoin", () => {
    const until = { inactiveFrom: 3n, jailedUntil: 5n };
    const state = stateOf(
      registered({ operator: a, activeFrom: 1 }),
      log("NodeSuspended", { operator: a, role: 1, status: 4, ...until }),
      log("NodeRejoined", { operator: a, role: 1, activeFrom: 6n }),
      log("StakeChanged", { operator: a, stake: 10_000n * SEND, from: 6n }),
    );
    const active = [2, 3, 5, 6].map((epoch) => state.nodes.active("edge", epoch).length);
    expect(active).toEqual([1, 0, 0, 1]);
    expect(state.nodes.firstActivation(a)).toBe(1);
  });
});

describe("responsibility", () => {
  const edges = [a, b, c, d].map((operator) => registered({ operator, activeFrom: 1 }));

  it("test_responsible_isUnknown_untilTheSeedIsProven", () => {
    const state = stateOf(...edges);
    expect(state.responsible(a, 1)).toBeUndefined();
    state.apply(seedProven(1));
    expect(state.responsible(a, 1)).toHaveLength(3);
    expect(state.slot(a)).toMatch(/^0x[0-9a-f]{64}$/);
  });

  it("test_responsible_keepsPastSets_whenAnEdgeLeaves", () => {
    const state = stateOf(...edges, seedProven(1));
    const before = state.responsible(a, 7) as Hex[];
    const left = before[0] as Hex;
    state.apply(log("NodeLeft", { operator: left, role: 1, inactiveFrom: 5n, withdrawableAt: 0n }));
    expect(state.responsible(a, 4)).toEqual(before);
    expect(state.responsible(a, 5)).not.toContain(left);
    expect(state.responsibleSets(a, 0, 9)).toEqual([state.responsible(a, 5), before]);
    expect(state.responsibleSets(a, 5, 9)).toHaveLength(1);
  });

  it("test_slot_isPermanent_whenTheEdgeRegistersAgain", () => {
    const state = stateOf(...edges, seedProven(1), seedProven(9));
    const slot = state.slot(a);
    state.apply(log("NodeLeft", { operator: a, role: 1, inactiveFrom: 5n, withdrawableAt: 0n }));
    state.apply(registered({ operator: a, activeFrom: 9 }));
    expect(state.slot(a)).toBe(slot);
    expect(state.nodes.active("edge", 9)).toHaveLength(4);
    expect(state.nodes.active("edge", 6)).toHaveLength(3);
  });
});

describe("escrow", () => {
  it("test_deposit_isKnownForPastBlocks", () => {
    const state = stateOf(
      log("Deposited", { payer: a, from: a, amount: 5n, total: 5n }, 10n),
      log("Deposited", { payer: a, from: b, amount: 2n, total: 7n }, 20n),
    );
    expect(state.escrow.deposit(a)).toBe(7n);
    expect(state.escrow.deposit(a, 19n)).toBe(5n);
    expect(state.escrow.deposit(a, 9n)).toBe(0n);
    expect(state.escrow.payers()).toEqual([a]);
  });

  it("test_voucherKey_endsFromTheNamedEpoch_whenRevoked", () => {
    const key = { payer: a, key: b, fromEpoch: 3n, toEpoch: 9n, cap: 100n };
    const state = stateOf(
      log("VoucherKeySet", key),
      log("VoucherKeyRevoked", { payer: a, key: b, from: 6n }),
    );
    expect(state.escrow.voucherKey(a, b, 2)).toBeUndefined();
    expect(state.escrow.voucherKey(a, b, 5)?.cap).toBe(100n);
    expect(state.escrow.voucherKey(a, b, 6)).toBeUndefined();
    state.apply(log("VoucherKeySet", { ...key, fromEpoch: 8n, cap: 7n }));
    expect(state.escrow.voucherKey(a, b, 8)?.cap).toBe(7n);
    expect(state.escrow.voucherKey(a, b, 5)?.cap).toBe(100n);
  });
});

describe("licences", () => {
  const added = (index: bigint, commitment: bigint, root: bigint) =>
    log("MemberAdded", { index, commitment, root });
  const recorded = (root: bigint, recordedAt: bigint) =>
    log("RootRecorded", { root, size: 2n, recordedAt });
  const joined = [added(0n, 11n, 2n), added(1n, 12n, 2n), recorded(2n, 100n)];
  const leaving = log("IdentityRemovalQueued", { license: 1n, commitment: 11n, queuedAt: 150n });
  const left = log("MemberRemoved", { index: 0n, commitment: 11n, root: 3n });

  it("test_membersAt_areThoseRecordedByThen", () => {
    const state = stateOf(...joined);
    expect([99, 100].map((time) => state.licences.rootAt(time))).toEqual([0n, 2n]);
    expect(state.licences.membersAt(99)).toEqual([]);
    expect(state.licences.membersAt(100)).toEqual([11n, 12n]);
  });

  it("test_membersAt_leaveOutWhoseRemovalWasQueuedByThen_whenItIsAppliedLater", () => {
    const state = stateOf(...joined, leaving);
    expect([149, 150].map((time) => state.licences.rootAt(time))).toEqual([2n, 0n]);
    expect(state.licences.leaves()).toEqual([11n, 12n]);
    for (const entry of [left, added(2n, 13n, 4n), recorded(4n, 200n)]) state.apply(entry);
    expect([149, 150, 199, 200].map((time) => state.licences.rootAt(time))).toEqual([
      2n,
      3n,
      3n,
      4n,
    ]);
    expect(state.licences.membersAt(149)).toEqual([11n, 12n]);
    expect(state.licences.membersAt(150)).toEqual([0n, 12n]);
    expect(state.licences.membersAt(200)).toEqual([0n, 12n, 13n]);
    expect(state.licences.leaves()).toEqual([0n, 12n, 13n]);
  });
});

describe("identities", () => {
  it("test_devices_areGone_whenTheNonceMoves", () => {
    const chained = { didNonce: 0n, previousChange: 0n };
    const keys = { identityKey: word("1"), signingKey: word("2"), ...chained };
    const state = stateOf(
      log("DeviceAdded", { did: 5n, deviceId: word("b"), ...keys }),
      log("DeviceAdded", { did: 5n, deviceId: word("a"), ...keys }),
    );
    expect(state.identities.devices(5n).map((device) => device.deviceId)).toEqual([
      word("a"),
      word("b"),
    ]);
    state.apply(log("DeviceRemoved", { did: 5n, deviceId: word("a"), ...chained }));
    expect(state.identities.devices(5n)).toHaveLength(1);
    state.apply(
      log("DidNonceBumped", { did: 5n, nonce: 1n, controller: zeroAddress, previousChange: 0n }),
    );
    expect(state.identities.devices(5n)).toEqual([]);
    expect(state.identities.nonce(5n)).toBe(1);
  });
});

describe("settlement", () => {
  it("test_next_followsReportedAndVoidedEpochs", () => {
    const state = stateOf(log("EpochVoided", { epoch: 0n }));
    expect(state.settlement.next).toBe(1);
    const bills = { epoch: 1n, round: 0, billsRoot: word("1"), signers: 3, sampleRound: 9n };
    state.apply(log("BillsRecorded", bills, 44n));
    expect(state.settlement.epoch(1).bills).toMatchObject({ sampleRound: 9n, blockNumber: 44n });
    expect(state.settlement.next).toBe(1);
  });
});
