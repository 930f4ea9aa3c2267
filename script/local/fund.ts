import { createSendingClient } from "@sendingnetwork/sdk";
import { issueLicense, transferSend } from "@sendingnetwork/sdk/actions";
import type { Deployment } from "@sendingnetwork/sdk/network";
import { http, parseEther } from "viem";
import { nonceManager, privateKeyToAccount } from "viem/accounts";
import { developerKey } from "./accounts.ts";
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
  const account = privateKeyToAccount(developerKey, { nonceManager });
  const client = createSendingClient({ transport: http(rpc), deployment, account });
  await Promise.all(
    plans.flatMap(({ role, operator }) => [
      client.wallet.sendTransaction({ to: operator, value: GAS_MONEY }),
      role === "watchdog"
        ? issueLicense(client, { to: operator, quantity: 1 })
        : transferSend(client, { to: operator, amount: BONDS[role] }),
    ]),
  );
}
