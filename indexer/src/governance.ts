import { type Context, ponder } from "ponder:registry";
import {
  operation,
  parameter,
  parameterChange,
  proposal,
  veto,
  vetoExemption,
  vote,
  voteDelegation,
  voteDelegationChange,
  voter,
} from "ponder:schema";
import { operationOf } from "@sendingnetwork/sdk/actions";
import { parameterNames } from "@sendingnetwork/sdk/network";
import { and, eq } from "ponder";
import { type Hex, keccak256, stringToHex } from "viem";
import { deployment } from "./deployment.ts";

type Track = "parameters" | "upgrades";

const { contracts } = deployment;
const supports = ["against", "for", "abstain"] as const;
const votesOf = { against: "votesAgainst", for: "votesFor", abstain: "votesAbstain" } as const;

ponder.on("Parameters:ParameterChanged", async ({ event, context }) => {
  const { parameter: number, oldValue, newValue } = event.args;
  const name = parameterNames[number] ?? `parameter ${number}`;
  const at = event.block.timestamp;
  const transaction = event.transaction.hash;
  const row = { value: newValue, changedAt: at };
  await context.db
    .insert(parameter)
    .values({ name, ...row })
    .onConflictDoUpdate(row);
  await context.db
    .insert(parameterChange)
    .values({ id: event.id, name, oldValue, newValue, at, transaction });
});

ponder.on("SendGovernor:ProposalCreated", async ({ event, context }) => {
  const { proposalId: id, proposer, targets, calldatas, description, ...times } = event.args;
  const track = trackOf(event.log.address);
  // `values` is what arrays call one of their methods, so it comes by its place.
  const values = Array.from(event.args.values as readonly bigint[]);
  const calls = targets.map((to, i) => ({
    to,
    value: values[i] ?? 0n,
    data: calldatas[i] ?? "0x",
  }));
  const descriptionHash = keccak256(stringToHex(description));
  await context.db.insert(proposal).values({
    ...{ track, id, proposer, values },
    targets: [...targets],
    payloads: [...calldatas],
    description: printable(description),
    state: "open",
    snapshot: times.voteStart,
    deadline: times.voteEnd,
    ...{ votesFor: 0n, votesAgainst: 0n, votesAbstain: 0n },
    timelockOperation: operationOf(event.log.address, { calls, descriptionHash }),
    createdAt: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("SendGovernor:ProposalExtended", async ({ event, context }) => {
  const { proposalId: id, extendedDeadline: deadline } = event.args;
  await context.db.update(proposal, { track: trackOf(event.log.address), id }).set({ deadline });
});

ponder.on("SendGovernor:VoteCast", async ({ event, context }) => {
  const { proposalId, support, weight, reason } = event.args;
  const track = trackOf(event.log.address);
  // The governor counts no other.
  const side = supports[support] ?? "abstain";
  await context.db.insert(vote).values({
    ...{ track, proposalId, weight },
    voter: event.args.voter,
    support: side,
    reason: printable(reason),
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
  const column = votesOf[side];
  await context.db
    .update(proposal, { track, id: proposalId })
    .set((row) => ({ [column]: row[column] + weight }));
});

ponder.on("SendGovernor:ProposalQueued", async ({ event, context }) => {
  const { proposalId: id, etaSeconds: executableAt } = event.args;
  await context.db
    .update(proposal, { track: trackOf(event.log.address), id })
    .set({ state: "queued", queuedAt: event.block.timestamp, executableAt });
});

ponder.on("SendGovernor:ProposalExecuted", async ({ event, context }) => {
  await context.db
    .update(proposal, { track: trackOf(event.log.address), id: event.args.proposalId })
    .set({ state: "executed", endedAt: event.block.timestamp });
});

ponder.on("SendGovernor:ProposalCanceled", async ({ event, context }) => {
  await context.db
    .update(proposal, { track: trackOf(event.log.address), id: event.args.proposalId })
    .set({ state: "cancelled", endedAt: event.block.timestamp });
});

ponder.on("SendTimelock:CallScheduled", async ({ event, context }) => {
  const { id, delay } = event.args;
  const track = trackOf(event.log.address);
  const scheduledAt = event.block.timestamp;
  const exempt =
    track === "upgrades" && (await context.db.find(vetoExemption, { timelockOperation: id }));
  const row = {
    state: "waiting" as const,
    scheduledAt,
    executableAt: scheduledAt + delay,
    endedAt: null,
    exempt: exempt !== false && exempt !== null,
    transaction: event.transaction.hash,
  };
  // Once for each call of a batch, and again when a cancelled one is scheduled anew.
  await context.db
    .insert(operation)
    .values({ track, id, ...row })
    .onConflictDoUpdate(row);
});

ponder.on("SendTimelock:CallExecuted", async ({ event, context }) => {
  const track = trackOf(event.log.address);
  const ended = { state: "done" as const, endedAt: event.block.timestamp };
  await context.db.update(operation, { track, id: event.args.id }).set(ended);
});

ponder.on("SendTimelock:Cancelled", async ({ event, context }) => {
  const track = trackOf(event.log.address);
  const ended = { state: "cancelled" as const, endedAt: event.block.timestamp };
  await context.db.update(operation, { track, id: event.args.id }).set(ended);
});

ponder.on("GuardianVeto:VetoCast", async ({ event, context }) => {
  await noteVeto(context, event, true);
});

ponder.on("GuardianVeto:VetoWithdrawn", async ({ event, context }) => {
  await noteVeto(context, event, false);
});

ponder.on("GuardianVeto:OperationVetoed", async ({ event, context }) => {
  const track = trackOf(event.args.timelock);
  await context.db.sql
    .update(proposal)
    .set({ state: "vetoed", endedAt: event.block.timestamp })
    .where(
      and(
        eq(proposal.track, track),
        eq(proposal.timelockOperation, event.args.operation),
        eq(proposal.state, "queued"),
      ),
    );
});

ponder.on("GuardianVeto:OperationExempted", async ({ event, context }) => {
  const id = event.args.operation;
  const at = event.block.timestamp;
  await context.db
    .insert(vetoExemption)
    .values({ timelockOperation: id, at })
    .onConflictDoNothing();
  const waiting = await context.db.find(operation, { track: "upgrades", id });
  if (waiting === null) return;
  await context.db.update(operation, { track: "upgrades", id }).set({ exempt: true });
});

ponder.on("SendToken:DelegateChanged", async ({ event, context }) => {
  const { delegator: account, fromDelegate: from, toDelegate: to } = event.args;
  const at = event.block.timestamp;
  const row = { delegate: to, changedAt: at };
  await context.db
    .insert(voteDelegation)
    .values({ account, ...row })
    .onConflictDoUpdate(row);
  await context.db
    .insert(voteDelegationChange)
    .values({ id: event.id, account, from, to, at, transaction: event.transaction.hash });
});

ponder.on("SendToken:DelegateVotesChanged", async ({ event, context }) => {
  const { delegate: address, newVotes: votes } = event.args;
  const row = { votes, changedAt: event.block.timestamp };
  await context.db
    .insert(voter)
    .values({ address, ...row })
    .onConflictDoUpdate(row);
});

type VetoEvent = {
  args: { timelock: Hex; operation: Hex; guardian: Hex };
  block: { timestamp: bigint };
  transaction: { hash: Hex };
};

async function noteVeto(context: Context, event: VetoEvent, stands: boolean): Promise<void> {
  const { timelock, operation: id, guardian } = event.args;
  const row = { stands, at: event.block.timestamp, transaction: event.transaction.hash };
  await context.db
    .insert(veto)
    .values({ track: trackOf(timelock), timelockOperation: id, guardian, ...row })
    .onConflictDoUpdate(row);
}

/** Of a governor or a timelock. */
function trackOf(address: Hex): Track {
  const slow: Hex[] = [contracts.upgradesGovernor, contracts.upgradesTimelock];
  return slow.includes(address.toLowerCase() as Hex) ? "upgrades" : "parameters";
}

/** Databases keep no NUL, and texts are a stranger's. */
function printable(text: string): string {
  return text.replaceAll("\0", "");
}
