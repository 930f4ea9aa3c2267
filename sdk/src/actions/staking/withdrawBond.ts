import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import {
  accountOf,
  type WriteOptions,
  type Written,
  writeContract,
} from "../calls/writeContract.ts";

export type WithdrawBondParameters = WriteOptions & {
  /** Who gets the bond; by default the sender. */
  to?: Address | undefined;
};
export type WithdrawBondReturnType = Written & { to: Address; amount: bigint };

/** Pays out the bond of the sender's node after unbonding. Reverts: NotUnbonding, StillBonded. */
export async function withdrawBond(
  client: SendingContext,
  parameters: WithdrawBondParameters = {},
): Promise<WithdrawBondReturnType> {
  const to = parameters.to ?? accountOf(client, parameters.account).address;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "nodeStaking",
    functionName: "withdraw",
    args: [to],
  });
  const { amount } = eventOf(client, receipt, "nodeStaking", "BondWithdrawn");
  return { to, amount, receipt };
}
