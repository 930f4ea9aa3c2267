import type { ProposedCall } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { isAddress, isHex, parseEther } from "viem";
import { openWallet, print, transact, type Wallet, type WalletOptions } from "../wallet/index.ts";
import { describeCalls, type TrackOptions, trackOf } from "./proposals.ts";
import { parseChanges } from "./values.ts";

export type ProposeOptions = WalletOptions &
  TrackOptions & { description?: string; call?: string[] };

/** `sdn gov propose` */
export async function runPropose(texts: string[], options: ProposeOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const track = trackOf(options);
  const calls = await callsOf(wallet, texts, options.call ?? []);
  const lines = describeCalls(wallet, { calls });
  const description = options.description ?? lines.join("; ");
  const { schedule } = client.deployment;
  const delay = track === "parameters" ? schedule.parameterDelay : schedule.upgradeDelay;
  const receipts = await transact(wallet, {
    title: "Propose to the holders of SEND",
    facts: [
      ...lines.map((line) => ["does", line] as const),
      ["text", description],
      ["voting", `opens ${schedule.votingDelay} s later, for ${schedule.votingPeriod} s`],
      ["then", `waits ${delay} s, in which the Guardians can veto it`],
    ],
    steps: [{ title: "propose", call: () => client.propose.call({ track, calls, description }) }],
  });
  if (!receipts) return;
  const [latest] = await client.getProposals({ track, limit: 1 });
  const result = { track, proposalId: latest?.proposalId, description };
  print(wallet, result, `proposed ${latest?.proposalId}`);
}

async function callsOf(wallet: Wallet, texts: string[], others: string[]): Promise<ProposedCall[]> {
  const calls = others.map(parseCall);
  if (texts.length > 0) {
    calls.unshift(await wallet.client.parameterCall({ changes: parseChanges(texts) }));
  }
  if (calls.length > 0) return calls;
  throw new SendingError("Say what to propose.", {
    code: "CONFIG_PROPOSAL",
    hint: "Give changes such as freeQuota=8MiB, or --call <address>,<data>[,<coins>].",
  });
}

function parseCall(text: string): ProposedCall {
  const [to = "", data = "", coins = "0", ...rest] = text.split(",");
  if (isAddress(to) && isHex(data) && /^\d+(\.\d+)?$/.test(coins) && rest.length === 0) {
    return { to, data, value: parseEther(coins) };
  }
  throw new SendingError("This is no call.", {
    code: "CONFIG_PROPOSAL",
    details: text,
    hint: "Write <address>,<calldata>[,<coins>].",
  });
}
