import type { Command } from "commander";

/** A file under commands/: adds description, options, examples and the action to its command. */
export type CommandModule = { configure(command: Command): void };

export type CommandEntry = {
  name: string;
  /** One line for `sdn --help`, which loads no command. */
  summary: string;
  load(): Promise<CommandModule>;
};

/** Every command of `sdn`, in the order `sdn --help` lists them. */
export const commands: readonly CommandEntry[] = [
  {
    name: "edge",
    summary: "run an Edge: relay and keep sealed messages, earn for it",
    load: () => import("./commands/edge.ts"),
  },
  {
    name: "watchdog",
    summary: "run a WatchDog: test Edges as an ordinary client, earn for reports",
    load: () => import("./commands/watchdog.ts"),
  },
  {
    name: "guardian",
    summary: "run a Guardian: check bills and reports, settle epochs, earn for it",
    load: () => import("./commands/guardian.ts"),
  },
  {
    name: "beacon",
    summary: "run a randomness beacon for a network of one's own",
    load: () => import("./commands/beacon.ts"),
  },
  {
    name: "chat",
    summary: "talk end-to-end encrypted from wallet to wallet",
    load: () => import("./commands/chat.ts"),
  },
  {
    name: "did",
    summary: "create identities, link wallets, manage devices and recovery",
    load: () => import("./commands/did.ts"),
  },
  {
    name: "name",
    summary: "register, renew, set and resolve names",
    load: () => import("./commands/name.ts"),
  },
  {
    name: "subnet",
    summary: "split, lease and sell segments of the address space, bind addresses",
    load: () => import("./commands/subnet.ts"),
  },
  {
    name: "trade",
    summary: "swap coins, tokens, names and segments with anyone, all or nothing",
    load: () => import("./commands/trade.ts"),
  },
  {
    name: "gov",
    summary: "propose, vote, delegate: decide with the holders of SEND",
    load: () => import("./commands/gov.ts"),
  },
  {
    name: "stake",
    summary: "delegate SEND to nodes, add to a bond, claim what it earns",
    load: () => import("./commands/stake.ts"),
  },
  {
    name: "status",
    summary: "tell what the local network is doing",
    load: () => import("./commands/status.ts"),
  },
  {
    name: "faucet",
    summary: "hand out coins and SEND on a local network",
    load: () => import("./commands/faucet.ts"),
  },
];
