import type { Command } from "commander";

const EXAMPLES = `
Examples:
  $ sdn faucet --to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
      1 coin for fees and 1,000 SEND to play with
  $ sdn faucet --to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --send 20000 --ether 0
      enough SEND to bond an Edge`;

export function configure(command: Command): void {
  command
    .description("Hand out coins and SEND on a local network.")
    .requiredOption("--to <address>", "who gets them")
    .option("--send <amount>", "SEND", "1000")
    .option("--ether <amount>", "coins of the chain, for fees", "1")
    .option("--network <file>", "network.json of the local network (env SDN_NETWORK)")
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { runFaucet } = await import("../../local/runFaucet.ts");
      await runFaucet(options);
    });
}
