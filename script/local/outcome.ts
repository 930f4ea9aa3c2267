import { nodeStakingAbi } from "@sendingnetwork/sdk/abis";
import { createIndexerClient } from "@sendingnetwork/sdk/indexer";
import type { Address, Hex } from "viem";
import type { LocalNetwork } from "./network.ts";

export interface Claim {
  account: Address;
  role: "edge" | "watchdog" | "guardian";
  /** Wei of SEND. */
  amount: string;
}

interface Outcome {
  settlement: { transaction: Hex; signers: Address[]; totals: Record<string, string> };
  claims: Claim[];
  indexer: Record<string, number>;
}

/**
 * How `epoch` was settled and what was claimed when that was final, as the indexer tells it. Waits until
 * an Edge, a WatchDog and a Guardian have claimed.
 */
export async function epochOutcome(parameters: {
  network: LocalNetwork;
  epoch: number;
  say: (line: string) => void;
  mark: (name: string) => void;
  signal: AbortSignal;
}): Promise<Outcome> {
  const { network, epoch, say, mark, signal } = parameters;
  const indexer = createIndexerClient(network.file.indexer);
  const ask = <T>(question: () => Promise<T | undefined | null>) => until(question, signal);

  const settled = await ask(async () => {
    const row = await indexer.find("epoch", { number: epoch });
    return row?.reportTransaction ? row : undefined;
  });
  mark("settled");
  const signers = await signersOf(network, epoch, Number(settled.reportSigners));
  say(`${signers.length} Guardians settled epoch ${epoch} in ${settled.reportTransaction}`);

  const { finalizedAt } = await ask(async () => {
    const row = await indexer.find("epoch", { number: epoch });
    return row?.stage === "final" ? row : undefined;
  });
  mark("final");
  const claims = await ask(async () => {
    const where = { at_gte: finalizedAt ?? 0 };
    const { items } = await indexer.list("claim", { where, limit: 1000 });
    const found = items.map(({ account, kind, amount }) => ({
      account,
      role: kind === "watchdog" ? ("watchdog" as const) : roleOf(network, account),
      amount: `${amount}`,
    }));
    return new Set(found.map(({ role }) => role)).size === 3 ? found : undefined;
  });
  say(`${claims.length} claims were paid`);

  const tables = ["did", "link", "device", "node", "license", "payer", "epoch", "claim"] as const;
  const counts = await Promise.all(
    tables.map(async (table) => [`${table}s`, await indexer.count(table)] as const),
  );
  const { totalDebits, totalCredits, totalBurn, totalWatchdogs, emission } = settled;
  const totals = {
    debits: totalDebits,
    credits: totalCredits,
    burn: totalBurn,
    watchdogs: totalWatchdogs,
    emission,
  };
  return {
    settlement: {
      transaction: settled.reportTransaction as Hex,
      signers,
      totals: Object.fromEntries(Object.entries(totals).map(([name, sum]) => [name, `${sum}`])),
    },
    claims,
    indexer: Object.fromEntries(counts),
  };
}

/** Credits go to operators: an Edge's or a Guardian's. */
function roleOf(network: LocalNetwork, account: Address): "edge" | "guardian" {
  return network.view.node(account)?.role === "guardian" ? "guardian" : "edge";
}

async function signersOf(network: LocalNetwork, epoch: number, bitmap: number): Promise<Address[]> {
  const [operators] = await network.chain.client.readContract({
    address: network.deployment.contracts.nodeStaking,
    abi: nodeStakingAbi,
    functionName: "guardianSet",
    args: [BigInt(epoch)],
  });
  return operators.filter((_, slot) => (bitmap >> slot) & 1);
}

async function until<T>(question: () => Promise<T | undefined | null>, signal: AbortSignal) {
  for (;;) {
    signal.throwIfAborted();
    const answer = await question();
    if (answer !== undefined && answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
