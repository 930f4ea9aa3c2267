import type { Command } from "commander";
import { addAgentOptions } from "../agentOptions.ts";

const EXAMPLES = `
Examples:
  $ sdn watchdog --deployment local.json --data ./watchdog
      tests Edges for every licence that the operator's account holds
  $ sdn watchdog --config watchdog.json --claim 7
      claims once in seven epochs

The operatorKey in keys.json is the account that holds the licences; fund it with the chain's coin for
fees. Keep the data folder: it has the secret of the identities, the keys of the payout addresses and
the evidence of every test.`;

export function configure(command: Command): void {
  addAgentOptions(command, "watchdog")
    .description("Run a WatchDog: test Edges as an ordinary client and report anonymously.")
    .addHelpText("after", EXAMPLES)
    .action(async (options: Record<string, string>) => {
      const { runAgent } = await import("../../agent.ts");
      const { serveWatchdog } = await import("../../roles/watchdog/index.ts");
      await runAgent({ role: "watchdog", options, serve: serveWatchdog });
    });
}
