import type { ContractName } from "@sendingnetwork/sdk/network";
import type { Step, Wallet } from "../wallet/index.ts";
import { sendText } from "./values.ts";

/** The step that lets a contract take `amount` of SEND; none when it may already. */
export async function approvalSteps(
  { client, account }: Wallet,
  spender: ContractName,
  amount: bigint,
): Promise<Step[]> {
  const { contracts } = client.deployment;
  const address = contracts[spender];
  const allowed = await client.getSendAllowance({ owner: account.address, spender: address });
  if (allowed >= amount) return [];
  const title = `allow it to take ${sendText(amount)}`;
  return [{ title, call: () => client.approve.call({ spender: address, amount }) }];
}
