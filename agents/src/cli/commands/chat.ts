import type { Command } from "commander";

const EXAMPLES = `
Examples:
  $ sdn chat --as alice --to bob
      talk to bob; the first time, alice gets a wallet, an identity and a device
  $ sdn chat --as alice --to did:sdn:31337:5b38da6a701c568545dcfcb03fcb875f56beddc4
      the recipient may be a profile of this machine, a DID, a wallet linked to one, or a name
      such as bob.sdn
  $ echo "see you at 8" | sdn chat --as alice --to bob
      without a terminal every line in is a message out, and every message in is a line out
  $ sdn chat --as carol --prepare
      only create carol's identity

At the end of input the chat waits until everything sent is acknowledged, then ends after --linger
seconds in which nothing came.`;

export function configure(command: Command): void {
  command
    .description("Talk end-to-end encrypted from wallet to wallet.")
    .requiredOption("--as <profile>", "who you are: a profile of this machine, made when it is new")
    .option("--to <recipient>", "whom you talk to: profile, DID, wallet address or name")
    .option("--prepare", "create the identity and end")
    .option("--linger <seconds>", "silence after the end of input before the chat ends", "10")
    .option("--network <file>", "network.json of the local network (env SDN_NETWORK)")
    .option("--json", "one JSON object a line: ready, sent, received, paid, problem")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { runChat } = await import("../../chat/runChat.ts");
      await runChat(options);
    });
}
