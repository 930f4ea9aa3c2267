import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import { withAllowance } from "../token/withAllowance.ts";

export type AddBondParameters = WriteOptions & {
  /** In wei of SEND. */
  amount: bigint;
};
export type AddBondReturnType = Written & {
  /** The whole bond, in wei. */
  bond: bigint;
  /** First epoch in which it counts. */
  fromEpoch: number;
};

/** Adds to the bond of the sender's node; approves it if needed. Reverts: NotRegistered. */
export async function addBond(
  client: SendingContext,
  parameters: AddBondParameters,
): Promise<AddBondReturnType> {
  const receipt = await withAllowance(client, { ...parameters, spender: "nodeStaking" }, () =>
    writeContract(client, {
      ...parameters,
      contract: "nodeStaking",
      functionName: "addBond",
      args: [parameters.amount],
    }),
  );
  const changed = eventOf(client, receipt, "nodeStaking", "BondChanged");
  return { bond: changed.newBond, fromEpoch: Number(changed.from), receipt };
}
