import type { Proposal } from "@sendingnetwork/sdk/actions";
import { fields, openReader, print, type ReadOptions, table } from "../wallet/index.ts";
import {
  date,
  describeCalls,
  findProposal,
  send,
  shortId,
  type TrackOptions,
  trackOf,
} from "./proposals.ts";
import { formatLimits, formatValue } from "./values.ts";

/** `sdn gov list`: the latest proposals of both tracks, from the chain. */
export async function runList(options: ReadOptions & TrackOptions): Promise<void> {
  const reader = openReader(options);
  const tracks = options.track ? [trackOf(options)] : (["parameters", "upgrades"] as const);
  const lists = await Promise.all(tracks.map((track) => reader.client.getProposals({ track })));
  const proposals = lists.flat().sort((a, b) => b.snapshot - a.snapshot);
  const rows = proposals.map((it) => [
    shortId(it.proposalId),
    it.track,
    it.state,
    nextOf(it),
    describeCalls(reader, it).join("; "),
  ]);
  print(reader, { proposals }, table(["proposal", "track", "state", "until", "does"], rows));
}

/** `sdn gov show` */
export async function runShow(id: string, options: ReadOptions & TrackOptions): Promise<void> {
  const reader = openReader(options);
  const proposal = await findProposal(reader, id, trackOf(options));
  const { track, proposalId, operation, votes, quorum } = proposal;
  const veto = await reader.client.getVetoTally({ track, operation });
  const row = await reader.client.indexer
    ?.find("proposal", { track, id: proposalId })
    .catch(() => undefined);
  const text = fields([
    ["proposal", `${proposalId}`],
    ["track", track],
    ...(row ? [["text", row.description] as const] : []),
    ...describeCalls(reader, proposal).map((line) => ["does", line] as const),
    ["proposer", proposal.proposer],
    ["state", proposal.state],
    ["votes counted", date(proposal.snapshot)],
    ["voting ends", date(proposal.deadline)],
    ["for", send(votes.for)],
    ["against", send(votes.against)],
    ["abstain", send(votes.abstain)],
    ["quorum", quorum === undefined ? "known when voting opens" : send(quorum)],
    ...(proposal.executableAt ? [["executable", date(proposal.executableAt)] as const] : []),
    ["veto", `${send(veto.against)} of ${send(veto.total)} staked by Guardians`],
  ]);
  print(reader, { ...proposal, veto, description: row?.description }, text);
}

/** `sdn gov params`: every governed value and the limits that nobody can change. */
export async function runParams(options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const parameters = await reader.client.getParameters();
  const rows = parameters.map((it) => [it.name, formatValue(it.name, it.value), formatLimits(it)]);
  print(reader, { parameters }, table(["parameter", "value", "limits"], rows));
}

/** What the state lasts until. */
function nextOf({ state, snapshot, deadline, executableAt }: Proposal): string {
  if (state === "pending") return date(snapshot);
  if (state === "active") return date(deadline);
  return state === "queued" ? date(executableAt) : "";
}
