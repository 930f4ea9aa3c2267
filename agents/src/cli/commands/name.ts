import type { Command } from "commander";
import { addReadOptions, addWalletOptions } from "../../wallet/options.ts";

const EXAMPLES = `
Examples:
  $ sdn name register alice --as alice --years 2 --primary
      buys alice.sdn for two years; it points to alice's wallet, which is called so from now on
  $ sdn name set alice --as alice --text url=https://alice.example --coin 0=0x0014...3bd6
      what the name says; an empty value takes a record away
  $ sdn name sub phone.alice bob --as alice
      makes a subname and gives it to bob; alice can take it back
  $ sdn name resolve alice
      the wallet that the name points to, and its identity; a wallet gives its name
  $ sdn name renew alice --as bob
      anyone may pay for more time

A name is registered in two transactions with a wait between, so that nobody can snatch it. The secret
of the first one is kept in the profile (names.json, readable by its owner only; <key file>.names.json
with --key): the same command goes on where an earlier one was cut off.
Names are written with or without .sdn.`;

const YEARS = "--years <number>";
const list = (value: string, before: string[] = []) => [...before, value];

export function configure(command: Command): void {
  command.description("Register, renew, set and resolve names.").addHelpText("after", EXAMPLES);
  const load = {
    register: () => import("../../names/runRegister.ts"),
    write: () => import("../../names/runWrite.ts"),
    read: () => import("../../names/runRead.ts"),
  };

  records(addWalletOptions(command.command("register").description("buy a name")))
    .argument("<name>", "three characters or more")
    .option(YEARS, "for how long", "1")
    .option("--for <wallet>", "who gets it: address or profile; the signer by default")
    .option("--primary", "the signer is called so from now on")
    .action(async (name, options) => (await load.register()).runRegister(name, options));

  addWalletOptions(command.command("renew").description("pay for more time, for anybody's name"))
    .argument("<name>")
    .option(YEARS, "how much", "1")
    .action(async (name, options) => (await load.write()).runRenew(name, options));

  records(addWalletOptions(command.command("set").description("write what a name says")))
    .argument("<name>")
    .option("--primary", "the signer is called so from now on")
    .action(async (name, options) => (await load.write()).runSet(name, options));

  addWalletOptions(command.command("sub").description("make a subname, or take it back"))
    .argument("<name>", "such as phone.alice")
    .argument("[holder]", "who gets it: address or profile; the signer by default")
    .option("--remove", "end it, with all below it")
    .action(async (name, to, options) => (await load.write()).runSub(name, to, options));

  addWalletOptions(command.command("transfer").description("give a name away"))
    .argument("<name>")
    .argument("<to>", "address or profile")
    .action(async (name, to, options) => (await load.write()).runTransfer(name, to, options));

  addReadOptions(command.command("resolve").description("a name's wallet, or a wallet's name"))
    .argument("<name-or-wallet>", "name, address or profile")
    .action(async (what, options) => (await load.read()).runResolve(what, options));

  addReadOptions(command.command("show").description("a name's state and records"))
    .argument("<name>")
    .action(async (name, options) => (await load.read()).runShow(name, options));

  addReadOptions(command.command("list").description("names that a wallet holds (indexer)"))
    .argument("<who>", "address or profile")
    .action(async (who, options) => (await load.read()).runList(who, options));
}

function records(command: Command): Command {
  return command
    .option("--address <wallet>", "where it points: address or profile; nowhere for no place")
    .option("--text <key=value>", "a text, such as url=https://...; again for more", list)
    .option("--coin <type=bytes>", "an address by coin type, in hex; again for more", list)
    .option("--contenthash <hex>", "content hash (ENSIP-7)")
    .option("--wildcard <on|off>", "answer for unregistered names below");
}
