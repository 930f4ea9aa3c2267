import type { Command } from "commander";
import { addReadOptions, addWalletOptions } from "../../wallet/options.ts";

const EXAMPLES = `
Examples:
  $ sdn stake delegate 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 500 --as alice
      put 500 SEND behind that operator's node, and earn with it
  $ sdn stake status alice
      what alice has staked, what it is worth and earns, when it unlocks
  $ sdn stake redelegate 0x7099...79C8 0x3C44...93BC --as alice
      move everything to another node without unbonding
  $ sdn stake remove 100 --from 0x7099...79C8 --as alice
      take 100 SEND back; they unlock when unbonding is over
  $ sdn stake remove --withdraw --as alice
      pay out what has unbonded
  $ sdn stake claim --compound 0x7099...79C8 --as alice
      claim what was earned and delegate it`;

export function configure(command: Command): void {
  command
    .description("Stake SEND on nodes: your own bond, or delegated to others.")
    .addHelpText("after", EXAMPLES);
  const delegating = () => import("../../stake/runDelegate.ts");
  const node = () => import("../../stake/runNode.ts");

  addWalletOptions(command.command("add").description("add to the bond of your own node"))
    .argument("<amount>", "SEND")
    .action(async (amount, options) => (await delegating()).runAdd(amount, options));

  addWalletOptions(command.command("delegate").description("delegate SEND to an operator's node"))
    .argument("<operator>", "address or profile")
    .argument("<amount>", "SEND, at least 10")
    .action(async (whom, amount, options) =>
      (await delegating()).runDelegate(whom, amount, options),
    );

  addWalletOptions(
    command.command("redelegate").description("move delegated stake without unbonding"),
  )
    .argument("<from>", "operator who has it: address or profile")
    .argument("<to>", "operator who gets it: address or profile")
    .argument("[amount]", "SEND; by default all")
    .action(async (from, to, amount, options) =>
      (await delegating()).runRedelegate(from, to, amount, options),
    );

  addWalletOptions(command.command("remove").description("take stake out; it unbonds first"))
    .argument("[amount]", "SEND; by default all")
    .option("--from <operator>", "delegated stake: address or profile of the operator")
    .option("--node", "the bond of your own node, which leaves")
    .option("--withdraw", "pay out what has unbonded")
    .action(async (amount, options) => (await delegating()).runRemove(amount, options));

  addReadOptions(command.command("status").description("what somebody has staked"))
    .argument("<who>", "address or profile")
    .action(async (who, options) =>
      (await import("../../stake/runStatus.ts")).runStatus(who, options),
    );

  addWalletOptions(command.command("claim").description("claim what stake and service earned"))
    .option("--compound <operator>", "delegate it in the same transaction: address or profile")
    .option("--guardian <url>", "Guardian that serves settlement data over HTTP")
    .action(async (options) => (await import("../../stake/runClaim.ts")).runClaim(options));

  addWalletOptions(
    command.command("commission").description("set what you keep of delegated stake's earnings"),
  )
    .argument("<percent>", "0 to 50")
    .action(async (percent, options) => (await node()).runCommission(percent, options));

  addWalletOptions(
    command.command("rejoin").description("bring a benched or jailed node back"),
  ).action(async (options) => (await node()).runRejoin(options));
}
