import type { Command } from "commander";
import { addReadOptions, addWalletOptions } from "../../wallet/options.ts";

const EXAMPLES = `
Examples:
  $ sdn gov delegate --as alice
      alice votes with her own SEND; before, it has no votes
  $ sdn gov params
      what is governed, and the limits that no vote can pass
  $ sdn gov propose freeQuota=8MiB relayInMost=0.5 --description "Less for nothing" --as alice
  $ sdn gov vote 4210993477 for --as alice
      a proposal by the first digits of its number, as the list prints them
  $ sdn gov queue 4210993477 --as bob
  $ sdn gov execute 4210993477 --as bob
      anyone may, when the delay is over
  $ sdn gov veto 4210993477 --key guardian.key
      as a Guardian's operator

Values are in SEND, bytes (8MiB) or basis points. Proposals of the track "upgrades" (--track) wait
longer than unbonding takes; they may call anything (--call), and spend the treasury.`;

const TRACK = ["--track <track>", "parameters (default) or upgrades"] as const;
const PROPOSAL = "number of the proposal, or its first digits";

export function configure(command: Command): void {
  command
    .description("Decide with the other holders of SEND: parameters, upgrades, the treasury.")
    .addHelpText("after", EXAMPLES);
  const advance = () => import("../../governance/runAdvance.ts");

  addWalletOptions(command.command("propose").description("propose new values, or any calls"))
    .argument("[changes...]", "name=value: freeQuota=8MiB, debitBound=400, relayInMost=0.5")
    .option("--description <text>", "what voters read; by default what the proposal does")
    .option("--call <to,data,coins...>", "a call of the timelock: <address>,<data>[,<coins>]")
    .option(...TRACK)
    .action(async (changes, options) =>
      (await import("../../governance/runPropose.ts")).runPropose(changes, options),
    );

  addWalletOptions(command.command("vote").description("vote on an open proposal"))
    .argument("<proposal>", PROPOSAL)
    .argument("<vote>", "for, against or abstain")
    .option("--reason <text>", "published with the vote")
    .option(...TRACK)
    .action(async (id, vote, options) =>
      (await import("../../governance/runVote.ts")).runVote(id, vote, options),
    );

  const steps = [
    ["queue", "put a passed proposal into its timelock"],
    ["execute", "do what a proposal says, its delay over"],
    ["cancel", "withdraw one's own proposal before its vote"],
    ["veto", "as a Guardian: be against a queued proposal"],
  ] as const;
  for (const [name, description] of steps) {
    addWalletOptions(command.command(name).description(description))
      .argument("<proposal>", PROPOSAL)
      .option(...TRACK)
      .action(async (id, options) => (await advance()).runAdvance(name, id, options));
  }

  addWalletOptions(command.command("delegate").description("name who votes with one's SEND"))
    .argument("[who]", "address or profile; the signer by default")
    .action(async (who, options) =>
      (await import("../../governance/runDelegate.ts")).runDelegate(who, options),
    );

  const show = () => import("../../governance/runShow.ts");
  addReadOptions(command.command("list").description("list the latest proposals"))
    .option("--track <track>", "parameters or upgrades; both by default")
    .action(async (options) => (await show()).runList(options));
  addReadOptions(command.command("show").description("show a proposal with its votes"))
    .argument("<proposal>", PROPOSAL)
    .option(...TRACK)
    .action(async (id, options) => (await show()).runShow(id, options));
  addReadOptions(command.command("params").description("show every governed value")).action(
    async (options) => (await show()).runParams(options),
  );
}
