import { grantLicense } from "@sendingnetwork/sdk/actions";
import type { Deployment } from "@sendingnetwork/sdk/network";
import { parseEther } from "viem";
import { developerClient, giveOut } from "../../agents/src/local/faucet.ts";
import type { AgentPlan } from "./agents.ts";

const GAS_MONEY = parseEther("10");
/** SEND for the bond of a node, with some to spare. */
const BONDS = { edge: parseEther("12000"), guardian: parseEther("120000"), watchdog: 0n } as const;

/** Gives every operator of the plan what a newcomer would buy: gas, SEND to bond, a licence. */
export async function fundOperators(parameters: {
  rpc: string;
  deployment: Deployment;
  plans: AgentPlan[];
}): Promise<void> {
  const { rpc, deployment, plans } = parameters;
  const client = developerClient(rpc, deployment);
  await giveOut(
    client,
    plans.map(({ role, operator }) => ({ to: operator, ether: GAS_MONEY, send: BONDS[role] })),
  );
  const watchdogs = plans.filter(({ role }) => role === "watchdog");
  await Promise.all(
    watchdogs.map(({ operator }) => grantLicense(client, { to: operator, quantity: 1 })),
  );
}
