import { createChain } from "../chain/index.ts";
import { loadDeployment } from "../config/index.ts";
import { readNetworkFile } from "./networkFile.ts";
import { networkStatus } from "./status.ts";

/** Prints the state of the local network to standard output. */
export async function showStatus(options: { network?: string; json?: boolean }): Promise<void> {
  const network = readNetworkFile(options.network);
  const deployment = loadDeployment(network.deployment);
  const chain = createChain({ rpc: network.rpc, chainId: deployment.chainId });
  const { number, timestamp } = await chain.public.getBlock();
  const head = { number: Number(number), timestamp: Number(timestamp) };
  const status = await networkStatus(network, deployment, head);
  if (options.json) {
    console.log(JSON.stringify({ ...status, agents: network.agents }));
    return;
  }
  const { nodes, epoch, epochEndsIn, block, ...counts } = status;
  const rows = [
    ["nodes", `${nodes.edge} edges, ${nodes.watchdog} watchdogs, ${nodes.guardian} guardians`],
    ["chain", `block ${block}, ${network.rpc}`],
    ["epoch", `${epoch}, next in ${epochEndsIn} s`],
    ["indexer", network.indexer],
    ...Object.entries(counts).map(([name, count]) => [name, `${count}`]),
    ...network.agents.map((agent) => [agent.name, `${agent.operator}  ${agent.health}`]),
  ];
  for (const [name, value] of rows) console.log(`${name?.padEnd(12)} ${value}`);
}
