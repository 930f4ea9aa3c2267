import { type Hex, parseEther } from "viem";
import { describe, expect, it } from "vitest";
import { passTo } from "../support/loneGuardian.ts";
import { sharedIndexer } from "../support/sharedIndexer.ts";

const { chain, indexer } = sharedIndexer();
const lower = (hex: string) => hex.toLowerCase() as Hex;
const VOTES = parseEther("1000000000");
const account = chain.account(63);
const client = chain.client(account);

describe("governance", () => {
  it("keeps parameters from the deployment on", async () => {
    await indexer.catchUp();
    expect(await indexer.find("parameter", { name: "debitBound" })).toMatchObject({ value: 500n });
    expect(await indexer.count("parameterChange", { name: "storageMost" })).toBe(1);
  });

  it("tells the life of a proposal, and what it changed", async () => {
    const developer = chain.client(chain.account(0));
    await developer.transferSend({ to: account.address, amount: VOTES });
    await client.delegateVotes();
    await chain.pass(1);
    // The text is a stranger's: what no database keeps must not stop the indexer.
    const description = "Store\0 cheaper";
    const changes = { storageMost: parseEther("0.05") };
    const { proposalId, snapshot, deadline } = await client.proposeParameters({
      changes,
      description,
    });
    await passTo(chain, snapshot + 1);
    await client.castVote({ proposalId, support: "for", reason: "yes" });
    await passTo(chain, deadline + 1);
    await client.queueProposal({ proposalId });
    await indexer.catchUp();
    const { operation, executableAt } = await client.getProposal({ proposalId });
    const key = { track: "parameters", id: proposalId } as const;
    expect(await indexer.find("proposal", key)).toMatchObject({
      proposer: lower(account.address),
      description: "Store cheaper",
      state: "queued",
      votesFor: VOTES,
      timelockOperation: operation,
      executableAt: BigInt(executableAt),
    });
    expect(await indexer.find("operation", { id: operation })).toMatchObject({ state: "waiting" });
    expect(await indexer.find("vote", { proposalId })).toMatchObject({
      voter: lower(account.address),
      support: "for",
      weight: VOTES,
      reason: "yes",
    });

    await passTo(chain, executableAt);
    await client.executeProposal({ proposalId });
    await indexer.catchUp();
    expect(await indexer.find("proposal", key)).toMatchObject({ state: "executed" });
    expect(await indexer.find("operation", { id: operation })).toMatchObject({ state: "done" });
    expect(await indexer.find("parameter", { name: "storageMost" })).toMatchObject({
      value: parseEther("0.05"),
    });
    const changed = await indexer.list("parameterChange", { where: { name: "storageMost" } });
    expect(changed.items.map(({ newValue }) => newValue).sort()).toEqual(
      [parseEther("0.1"), parseEther("0.05")].sort(),
    );
  });

  it("follows who votes with whose SEND", async () => {
    const other = chain.account(64).address;
    await client.delegateVotes({ to: other });
    await indexer.catchUp();
    const own = lower(account.address);
    expect(await indexer.find("voteDelegation", { account: own })).toMatchObject({
      delegate: lower(other),
    });
    expect(await indexer.find("voter", { address: lower(other) })).toMatchObject({ votes: VOTES });
    expect(await indexer.find("voter", { address: own })).toMatchObject({ votes: 0n });
    expect(await indexer.count("voteDelegationChange", { account: own })).toBeGreaterThanOrEqual(2);
  });
});
