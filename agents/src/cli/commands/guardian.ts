import type { Command } from "commander";
import { addAgentOptions } from "../agentOptions.ts";

const EXAMPLES = `
Examples:
  $ sdn guardian --deployment local.json --data ./guardian --beacon http://127.0.0.1:4454
      runs a Guardian that keeps its keys and the settlement data in ./guardian
  $ sdn guardian --config guardian.json --listen /ip4/0.0.0.0/tcp/4002 --announce /dns4/me.example/tcp/4002
      listens on every address and tells the network a public one

The first start writes keys.json into the data folder. With an operatorKey in it the Guardian registers
itself and bonds its stake; fund that account with SEND and with the chain's coin for fees.
GET /epochs/<data hash> on the health port serves the data that each report was made from.`;

export function configure(command: Command): void {
  addAgentOptions(command, "guardian")
    .description("Run a Guardian: check bills and reports, settle epochs together with the others.")
    .addHelpText("after", EXAMPLES)
    .action(async (options: Record<string, string>) => {
      const { runAgent } = await import("../../agent.ts");
      const { serveGuardian } = await import("../../roles/guardian/index.ts");
      await runAgent({ role: "guardian", options, serve: serveGuardian });
    });
}
