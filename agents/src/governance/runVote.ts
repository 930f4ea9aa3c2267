import type { Support } from "@sendingnetwork/sdk/actions";
import { openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import {
  date,
  describeCalls,
  findProposal,
  send,
  type TrackOptions,
  trackOf,
} from "./proposals.ts";

export type VoteOptions = WalletOptions & TrackOptions & { reason?: string };

/** `sdn gov vote` */
export async function runVote(id: string, vote: string, options: VoteOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const track = trackOf(options);
  const proposal = await findProposal(wallet, id, track);
  const { proposalId, deadline } = proposal;
  const support = vote as Support;
  const { votes } = await client.getVotes({ account: account.address });
  const receipts = await transact(wallet, {
    title: `Vote ${vote} on proposal ${proposalId}`,
    facts: [
      ...describeCalls(wallet, proposal).map((line) => ["does", line] as const),
      ["votes now", `${send(votes)}; those of the snapshot count`],
      ["open until", date(deadline)],
      ["for good", "a vote cannot be changed"],
    ],
    steps: [
      {
        title: "vote",
        call: () => client.castVote.call({ track, proposalId, support, reason: options.reason }),
      },
    ],
  });
  if (!receipts) return;
  const after = await client.getProposal({ track, proposalId });
  print(wallet, { track, proposalId, support, votes: after.votes }, `voted ${vote}`);
}
