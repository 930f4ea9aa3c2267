import type { Command } from "commander";
import { addReadOptions, addWalletOptions } from "../../wallet/options.ts";

const EXAMPLES = `
Examples:
  $ sdn trade offer --give "100 SEND" --want "0.5 native" --as alice
      prints a line, sdn-offer:..., for whoever shall have it
  $ sdn trade offer --give name:alice.sdn --want "2000 SEND" --to bob --expires 7d --as alice
      for bob alone, for a week
  $ sdn trade offer --give "0.5 native" --want did:sdn:31337:5b38...bddc4 --as alice
      coins wait in the escrow until the offer is filled, cancelled or over
  $ sdn trade accept sdn-offer:AYJ6aR... --as bob
      tells what changes hands, asks, approves exactly that, and swaps
  $ sdn trade cancel --all --as alice

Items: "100 SEND", "0.5 native", "2.5 0x<token>", erc721:0x<token>:<id>, erc1155:0x<token>:<id>:<amount>,
lease:0x<token>:<id>:<until>, name:<name>, segment:<segment>, lease-segment:<segment>:<until>, did:sdn:...
An offer is its line, a file that holds it, or the hash of one that was published.`;

const collect = (text: string, texts: string[] = []) => [...texts, text];

export function configure(command: Command): void {
  command
    .description("Swap anything you own with anyone: both sides at once, or neither.")
    .addHelpText("after", EXAMPLES);

  addWalletOptions(command.command("offer").description("offer something for something"))
    .option("--give <item>", "what you give; several times for several things", collect)
    .option("--want <item>", "what you want; several times for several things", collect)
    .option("--to <who>", "address or profile of the only one who may accept")
    .option("--expires <time>", "how long it stands, such as 12h or 7d, or a date", "1d")
    .option("--parts <count>", "equal parts that it can be accepted in", "1")
    .option("--publish", "show it on chain, for everyone to list; always so when you give coins")
    .option("--out <file>", "write the line to a file too")
    .action(async (options) => (await import("../../trade/runOffer.ts")).runOffer(options));

  addWalletOptions(command.command("accept").description("accept an offer"))
    .argument("<offer>", "line, file or hash")
    .option("--parts <count>", "how many of its parts; by default all")
    .action(async (offer, options) =>
      (await import("../../trade/runAccept.ts")).runAccept(offer, options),
    );

  addWalletOptions(command.command("cancel").description("withdraw an offer, or all"))
    .argument("[offer]", "line, file or hash")
    .option("--all", "every offer that the signer made so far")
    .action(async (offer, options) =>
      (await import("../../trade/runCancel.ts")).runCancel(offer, options),
    );

  addReadOptions(command.command("list").description("list offers and what became of them"))
    .argument("[who]", "address or profile; without it, everyone's open offers on chain")
    .action(async (who, options) => (await import("../../trade/runList.ts")).runList(who, options));
}
