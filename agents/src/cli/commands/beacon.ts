import type { Command } from "commander";
import { addAgentOptions } from "../agentOptions.ts";

const EXAMPLES = `
Examples:
  $ sdn beacon --print-key --data ./beacon
      draws a key if there is none and prints the public one, which the contracts are deployed with
  $ sdn beacon --deployment local.json --data ./beacon --beacon http://127.0.0.1:4454
      serves rounds over drand's HTTP API at that address

A beacon with one key is for networks of one's own: whoever holds the key knows what comes.`;

export function configure(command: Command): void {
  addAgentOptions(command, "beacon")
    .description("Run a development randomness beacon that speaks drand's HTTP API.")
    .option("--print-key", "print the public key and end")
    .addHelpText("after", EXAMPLES)
    .action(async ({ printKey, ...options }: Record<string, string> & { printKey?: true }) => {
      const { beaconKey, serveBeacon } = await import("../../roles/beacon/index.ts");
      if (printKey) {
        const { publicKey } = beaconKey(options.data ?? process.env.SDN_DATA ?? "sdn-data");
        process.stdout.write(`${publicKey}\n`);
        return;
      }
      const { runAgent } = await import("../../agent.ts");
      await runAgent({ role: "beacon", options, serve: serveBeacon });
    });
}
