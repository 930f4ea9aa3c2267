import type { Command } from "commander";
import { addReadOptions, addWalletOptions } from "../../wallet/options.ts";

const EXAMPLES = `
Examples:
  $ sdn subnet split 0a1b/16 --bits 24 --count 4 --as alice
      four children of alice's segment, hers too; reclaim merges them back
  $ sdn subnet split 0a1b/16 --bits 24 --index 4 --to bob --until 1y --as alice
      one for bob, for a year; nobody can take it back before that
  $ sdn subnet lease 0a1b00/24 carol --until 30d --as alice
      carol operates it for 30 days, whoever holds it
  $ sdn subnet sell 0a1b01/24 --for "2000 SEND" --as alice
      prints an offer; whoever accepts it (sdn trade accept) gets the segment, alice the SEND
  $ sdn subnet bind 0a1b00/24+7 dave --as carol
      dave's wallet is at address number 7 of the segment; its key consents
  $ sdn subnet whois 0a1b00/24+7
      the segment around an address, its operator, the wallet there

A segment is written <first address>/<bits>, or in short by its prefix in hex: 0a1b/16.
Times are a day (2027-01-31) or how long from now: 30d, 2y, 12h, 90s.`;

const UNTIL = "--until <time>";
const collect = (text: string, texts: string[] = []) => [...texts, text];

export function configure(command: Command): void {
  command
    .description("Split, lease and sell segments of the address space, bind addresses.")
    .addHelpText("after", EXAMPLES);
  const load = {
    split: () => import("../../subnet/runSplit.ts"),
    hold: () => import("../../subnet/runHold.ts"),
    bind: () => import("../../subnet/runBind.ts"),
    read: () => import("../../subnet/runRead.ts"),
    sell: () => import("../../subnet/runSell.ts"),
  };

  addWalletOptions(command.command("split").description("make children of a segment"))
    .argument("<segment>")
    .requiredOption("--bits <number>", "length of the children; live ones have one length")
    .option("--index <number>", "number of the first child among those of this length", "0")
    .option("--count <number>", "how many, at most 256", "1")
    .option("--to <wallet>", "who gets them: address or profile; the signer by default")
    .option(UNTIL, "when they end; with the segment by default")
    .action(async (segment, options) => (await load.split()).runSplit(segment, options));

  addWalletOptions(command.command("reclaim").description("merge children back, burn expired ones"))
    .argument("<segments...>", "grandchildren before their parents")
    .action(async (segments, options) => (await load.hold()).runReclaim(segments, options));

  addWalletOptions(command.command("extend").description("give a child a later end"))
    .argument("<segment>")
    .requiredOption(UNTIL, "when it ends then")
    .action(async (segment, options) => (await load.hold()).runExtend(segment, options));

  addWalletOptions(command.command("transfer").description("give a segment away"))
    .argument("<segment>")
    .argument("<to>", "address or profile")
    .action(async (segment, to, options) => (await load.hold()).runTransfer(segment, to, options));

  addWalletOptions(command.command("lease").description("let somebody operate a segment"))
    .argument("<segment>")
    .argument("<tenant>", "address or profile")
    .requiredOption(UNTIL, "when the lease ends")
    .action(async (segment, who, options) => (await load.hold()).runLease(segment, who, options));

  addWalletOptions(
    command.command("sell").description("offer a segment, or a lease of it, for something"),
  )
    .argument("<segment>")
    .requiredOption("--for <item>", 'what you want, such as "200 SEND"; again for more', collect)
    .option("--lease-until <time>", "offer a lease until then instead of the segment")
    .option("--to <who>", "address or profile of the only one who may accept")
    .option("--expires <time>", "how long the offer stands, such as 12h or 7d, or a date", "1d")
    .option("--publish", "show it on chain, for everyone to list")
    .option("--out <file>", "write the offer to a file too")
    .action(async (segment, options) => (await load.sell()).runSell(segment, options));

  addWalletOptions(command.command("end-lease").description("as the tenant: end a lease"))
    .argument("<segment>")
    .action(async (segment, options) => (await load.hold()).runEndLease(segment, options));

  addWalletOptions(
    command.command("bind").description("put a wallet, whose key consents, at an address"),
  )
    .argument("<address>", "sdn1..., or <segment>+<number>")
    .argument("<wallet>", "profile or key file of the wallet")
    .action(async (address, who, options) => (await load.bind()).runBind(address, who, options));

  addWalletOptions(command.command("unbind").description("end a binding, as operator or wallet"))
    .argument("<address>", "sdn1..., or <segment>+<number>")
    .action(async (address, options) => (await load.bind()).runUnbind(address, options));

  addReadOptions(command.command("whois").description("who operates an address; where a wallet is"))
    .argument("<address-or-wallet>", "sdn1..., <segment>+<number>, wallet or profile")
    .action(async (what, options) => (await load.read()).runWhois(what, options));

  addReadOptions(command.command("show").description("a segment's state"))
    .argument("<segment>")
    .action(async (segment, options) => (await load.read()).runShow(segment, options));

  addReadOptions(command.command("list").description("live segments as a tree (indexer)"))
    .argument("[who]", "only those that this wallet or profile holds or leases")
    .action(async (who, options) => (await load.read()).runList(who, options));

  addWalletOptions(command.command("grant").description("as governance: make a top segment"))
    .argument("<segment>", "of 16 bits")
    .argument("<to>", "address or profile")
    .requiredOption(UNTIL, "when it ends")
    .action(async (segment, to, options) => (await load.split()).runGrant(segment, to, options));
}
