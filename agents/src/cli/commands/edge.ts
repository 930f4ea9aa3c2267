import type { Command } from "commander";
import { addAgentOptions } from "../agentOptions.ts";

const EXAMPLES = `
Examples:
  $ sdn edge --deployment local.json --data ./edge
      runs an Edge that keeps its keys and messages in ./edge
  $ sdn edge --config edge.json --listen /ip4/0.0.0.0/tcp/4001 --announce /dns4/me.example/tcp/4001
      listens on every address and tells the network a public one

The first start writes keys.json into the data folder. With an operatorKey in it the Edge registers
itself and bonds its stake; fund that account with SEND and with the chain's coin for fees.
GET /health, /ready and /metrics answer on the health port.`;

export function configure(command: Command): void {
  addAgentOptions(command, "edge")
    .description("Run an Edge: relay and keep sealed messages, hand in a bill after each epoch.")
    .addHelpText("after", EXAMPLES)
    .action(async (options: Record<string, string>) => {
      const { runAgent } = await import("../../agent.ts");
      const { serveEdge } = await import("../../roles/edge/index.ts");
      const { withClaims } = await import("../../claims/index.ts");
      await runAgent({ role: "edge", options, serve: withClaims(serveEdge) });
    });
}
