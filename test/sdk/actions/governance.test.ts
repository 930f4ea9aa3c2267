import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { batchOf } from "../../../sdk/src/actions/index.ts";
import { parameterNames } from "../../../sdk/src/network/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import { passTo, registerLoneGuardian } from "../../support/loneGuardian.ts";

const MIB = 2n ** 20n;
const VOTES = parseEther("1000000000");

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

const voter = () => chain.client(chain.account(60));

async function fund(): Promise<void> {
  const developer = chain.client(chain.account(0));
  await developer.transferSend({ to: chain.account(60).address, amount: VOTES });
  await voter().delegateVotes();
  // Votes count from the next second on.
  await chain.pass(1);
}

describe("governance", () => {
  it("knows every parameter that the contract has, within its limits", async () => {
    const states = await voter().getParameters();
    expect(states.map(({ name }) => name)).toEqual(parameterNames);
    for (const { value, least, most } of states) expect(least <= value && value <= most).toBe(true);
    expect(states.at(-1)).toMatchObject({ name: "freeQuota", value: 16n * MIB, unit: "bytes" });
  });

  it("refuses what cannot be decided, before anything is sent", async () => {
    const client = voter();
    const propose = (changes: object) =>
      client.proposeParameters({ changes, description: "no" } as never);
    await expect(propose({})).rejects.toMatchObject({ code: "INVALID_PARAMETER" });
    await expect(propose({ freeQuota: 1n })).rejects.toMatchObject({ code: "INVALID_PARAMETER" });
    await expect(propose({ quota: 1n })).rejects.toMatchObject({ code: "UNKNOWN_PARAMETER" });
    const crossed = { relayInLeast: parseEther("0.1"), relayInMost: parseEther("0.05") };
    await expect(propose(crossed)).rejects.toMatchObject({ code: "INVALID_PARAMETER" });
    const fraction = { shareBound: parseEther("1.001") };
    await expect(propose(fraction)).rejects.toMatchObject({ code: "INVALID_PARAMETER" });
    await expect(client.propose({ calls: [], description: "no" })).rejects.toMatchObject({
      code: "INVALID_PROPOSAL",
    });
    const vote = { proposalId: 1n, support: "maybe" as never };
    await expect(client.castVote(vote)).rejects.toMatchObject({ code: "INVALID_VOTE" });
    const track = "sideways" as never;
    await expect(client.getProposals({ track })).rejects.toMatchObject({ code: "UNKNOWN_TRACK" });
  });

  it("carries a change from proposal to execution", async () => {
    const client = voter();
    const changes = { freeQuota: 2n * MIB };
    await expect(
      client.proposeParameters({ changes, description: "too poor" }),
    ).rejects.toMatchObject({ errorName: "GovernorInsufficientProposerVotes" });
    await fund();
    expect(await client.getVotes()).toEqual({
      votes: VOTES,
      delegate: chain.account(60).address,
    });

    const { proposalId, snapshot } = await client.proposeParameters({
      changes,
      description: "Less for nothing",
    });
    expect(await client.getProposal({ proposalId })).toMatchObject({
      state: "pending",
      proposer: chain.account(60).address,
      quorum: undefined,
    });
    await passTo(chain, snapshot + 1);
    // Nobody who has no votes decides anything, but everyone may carry a signed vote.
    const signed = await client.signVote({ proposalId, support: "for" });
    const relayer = chain.client(chain.account(61));
    expect(await relayer.sendSignedVote({ signed })).toMatchObject({ weight: VOTES });
    await expect(relayer.sendSignedVote({ signed })).rejects.toMatchObject({
      errorName: "GovernorInvalidSignature",
    });
    const vote = { proposalId, support: "against", reason: "I like it free" } as const;
    expect(await relayer.castVote(vote)).toMatchObject({ weight: 0n });
    await expect(client.castVote({ proposalId, support: "for" })).rejects.toMatchObject({
      errorName: "GovernorAlreadyCastVote",
    });

    const open = await client.getProposal({ proposalId });
    expect(open).toMatchObject({ state: "active", votes: { for: VOTES, against: 0n } });
    expect(open.quorum).toBeLessThan(VOTES);
    await passTo(chain, open.deadline + 1);
    await relayer.queueProposal({ proposalId });
    const queued = await client.getProposal({ proposalId });
    expect(queued.state).toBe("queued");
    await expect(relayer.executeProposal({ proposalId })).rejects.toMatchObject({
      errorName: "TimelockUnexpectedOperationState",
      hint: expect.stringContaining("delay"),
    });
    await passTo(chain, queued.executableAt);
    await relayer.executeProposal({ proposalId });
    const [latest] = await client.getProposals();
    expect(latest).toMatchObject({ proposalId, state: "executed" });
    expect((await client.getParameters()).at(-1)).toMatchObject({ value: 2n * MIB });
  });

  it("ends by the Guardians' veto, under the id that the SDK computes", async () => {
    const guardian = await registerLoneGuardian(chain, 62);
    const { genesis, schedule } = chain.deployment;
    await passTo(chain, genesis + guardian.activeFrom * schedule.epochLength);
    const client = voter();
    const pay = await client.parameterCall({ changes: { freeQuota: 4n * MIB } });
    const { proposalId, snapshot, deadline } = await client.propose({
      calls: [pay],
      description: "More for nothing",
    });
    await passTo(chain, snapshot + 1);
    await client.castVote({ proposalId, support: "for" });
    await passTo(chain, deadline + 1);
    await client.queueProposal({ proposalId });
    const { operation } = await client.getProposal({ proposalId });
    expect(await client.getVetoTally({ operation })).toMatchObject({ against: 0n });

    await expect(client.vetoOperation({ operation })).rejects.toMatchObject({
      errorName: "NotGuardian",
    });
    expect(await guardian.client.vetoOperation({ operation })).toMatchObject({
      isCancelled: true,
    });
    expect(await client.getProposal({ proposalId })).toMatchObject({ state: "cancelled" });
    await guardian.client.withdrawVeto({ operation });
    await expect(guardian.client.withdrawVeto({ operation })).rejects.toMatchObject({
      errorName: "NoVeto",
    });
  });

  it("gives its calls for batches, and lets a proposer change its mind", async () => {
    const client = voter();
    const { proposalId } = await client.propose({
      track: "upgrades",
      calls: [{ to: chain.account(61).address, data: "0x", value: 1n }],
      description: "Pay",
    });
    await client.cancelProposal({ track: "upgrades", proposalId });
    expect(await client.getProposal({ track: "upgrades", proposalId })).toMatchObject({
      state: "cancelled",
      calls: [{ to: chain.account(61).address, value: 1n }],
    });
    const operation = `0x${"11".repeat(32)}` as const;
    const veto = await client.vetoOperation.call({ track: "upgrades", operation });
    expect(batchOf([veto, veto])).toMatchObject({ functionName: "multicall" });
  });
});
