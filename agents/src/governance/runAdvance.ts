import type { ContractCall, Proposal } from "@sendingnetwork/sdk/actions";
import { openWallet, print, transact, type Wallet, type WalletOptions } from "../wallet/index.ts";
import { date, describeCalls, findProposal, type TrackOptions, trackOf } from "./proposals.ts";

export type AdvanceOptions = WalletOptions & TrackOptions;

type Move = {
  title: string;
  facts(proposal: Proposal, wallet: Wallet): (readonly [string, string])[];
  call(wallet: Wallet, proposal: Proposal): Promise<ContractCall>;
};

const does = (proposal: Proposal, wallet: Wallet) =>
  describeCalls(wallet, proposal).map((line) => ["does", line] as const);

const moves = {
  queue: {
    title: "Queue",
    facts: (proposal, wallet) => {
      const { schedule } = wallet.client.deployment;
      const { track } = proposal;
      const delay = track === "parameters" ? schedule.parameterDelay : schedule.upgradeDelay;
      return [...does(proposal, wallet), ["then", `can be executed ${delay} s later`]];
    },
    call: ({ client }, { track, proposalId }) => client.queueProposal.call({ track, proposalId }),
  },
  execute: {
    title: "Execute",
    facts: (proposal, wallet) => [
      ...does(proposal, wallet),
      ["since", date(proposal.executableAt)],
    ],
    call: ({ client }, { track, proposalId }) => client.executeProposal.call({ track, proposalId }),
  },
  cancel: {
    title: "Withdraw",
    facts: (proposal, wallet) => [...does(proposal, wallet), ["for good", "it cannot return"]],
    call: ({ client }, { track, proposalId }) => client.cancelProposal.call({ track, proposalId }),
  },
  veto: {
    title: "Veto, as a Guardian,",
    facts: (proposal, wallet) => [
      ...does(proposal, wallet),
      ["ends it", "as soon as Guardians with more than half of the stake are against it"],
    ],
    call: ({ client }, { track, operation }) => client.vetoOperation.call({ track, operation }),
  },
} satisfies Record<string, Move>;

/** `sdn gov queue`, `execute`, `cancel` and `veto`: a proposal one step further. */
export async function runAdvance(
  name: keyof typeof moves,
  id: string,
  options: AdvanceOptions,
): Promise<void> {
  const wallet = await openWallet(options);
  const move: Move = moves[name];
  const proposal = await findProposal(wallet, id, trackOf(options));
  const { track, proposalId } = proposal;
  const receipts = await transact(wallet, {
    title: `${move.title} proposal ${proposalId}`,
    facts: move.facts(proposal, wallet),
    steps: [{ title: name, call: () => move.call(wallet, proposal) }],
  });
  if (!receipts) return;
  const { state, executableAt } = await wallet.client.getProposal({ track, proposalId });
  const when = state === "queued" ? `, executable from ${date(executableAt)}` : "";
  print(wallet, { track, proposalId, state, executableAt }, `${state}${when}`);
}
