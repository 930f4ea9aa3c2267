import { Command, CommanderError } from "commander";
import { commands } from "./commands.ts";
import { exitCodes } from "./exitCodes.ts";
import { reportError } from "./reportError.ts";

const EXAMPLES = `
Examples:
  $ sdn edge --help                  what an Edge needs and what can be set
  $ sdn edge --deployment local.json --data ./edge
                                     run an Edge of the network that local.json describes
  $ SDN_LOG_LEVEL=debug sdn edge --config edge.json
                                     settings come from flags, then SDN_*, then the file

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.`;

/**
 * Runs `sdn` with `args` (without node and script) and returns the exit code. Only the module of
 * the command that is named gets loaded, so that `sdn --help` answers at once.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const program = new Command("sdn")
    .description("SendingNetwork: run the agents of the network and talk over it.")
    .helpCommand(false)
    .showHelpAfterError("Run with --help to see what is possible.")
    .addHelpText("after", EXAMPLES)
    .exitOverride();

  const named = args.find((arg) => !arg.startsWith("-"));
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary).exitOverride();
    if (name === named) (await load()).configure(command);
  }

  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return reportError(error);
  }
}
