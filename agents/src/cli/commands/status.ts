import type { Command } from "commander";

const EXAMPLES = `
Examples:
  $ sdn status            what the local network is doing
  $ sdn status --json     the same for scripts`;

export function configure(command: Command): void {
  command
    .description("Tell what the local network is doing: nodes, epoch, messages, settlements.")
    .option("--network <file>", "network.json of the local network (env SDN_NETWORK)")
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (options: { network?: string; json?: boolean }) => {
      const { showStatus } = await import("../../local/showStatus.ts");
      await showStatus(options);
    });
}
