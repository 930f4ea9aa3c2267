import type { Command } from "commander";

/** Flags of every command that reads the chain. */
export type ReadOptions = {
  network?: string;
  rpc?: string;
  deployment?: string;
  indexer?: string;
  json?: boolean;
};

/** Flags of every command that may send transactions. */
export type WalletOptions = ReadOptions & {
  as?: string;
  key?: string;
  yes?: boolean;
  dryRun?: boolean;
};

/** Where the network is: the local one by default, any other by its three addresses. */
export function addReadOptions(command: Command): Command {
  return command
    .option("--network <file>", "network.json of a local network (env SDN_NETWORK)")
    .option("--rpc <url>", "JSON-RPC endpoint of the chain, instead of --network (env SDN_RPC)")
    .option("--deployment <file>", "deployment file that goes with --rpc (env SDN_DEPLOYMENT)")
    .option("--indexer <url>", "indexer that goes with --rpc (env SDN_INDEXER)")
    .option("--json", "print JSON for scripts");
}

/** Also who signs, and how much is asked before. */
export function addWalletOptions(command: Command): Command {
  return addReadOptions(command)
    .option("--as <profile>", "who signs: a profile of this machine, made when it is new")
    .option("--key <file>", "who signs: a file with a private key, readable by its owner only")
    .option("--dry-run", "tell what would be sent and what it costs, send nothing")
    .option("--yes", "send without asking");
}
