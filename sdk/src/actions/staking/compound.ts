import type { TransactionReceipt } from "viem";
import { type Address, type Hex, zeroHash } from "viem";
import type { SumProof } from "../../merkle/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";

/** A leaf of the credits tree, as claimCredit takes it. */
export type EarnedCredit = {
  cumulative: bigint;
  second: number;
  payloadDigest?: Hex | undefined;
  proof: SumProof;
};
export type ClaimAndDelegateParameters = WriteOptions &
  EarnedCredit & {
    /** To whom the sender's earnings are delegated. */
    operator: Address;
  };
export type CompoundParameters = WriteOptions &
  EarnedCredit & {
    /** Whose earnings; it chose the operator with setCompounding. By default the sender. */
    beneficiary?: Address | undefined;
  };

/**
 * Claims what the sender earned and delegates it, in one transaction. Needs an allowance of that
 * amount for DelegationPools. Reverts: NothingToClaim, NodeNotActive, DelegationTooSmall.
 */
export const claimAndDelegate = defineWrite(
  (client, parameters: ClaimAndDelegateParameters) =>
    contractCall(client, {
      contract: "delegationPools",
      functionName: "claimAndDelegate",
      args: [parameters.operator, leafOf(parameters)],
    }),
  delegated,
);

/** Claims what an account earned and delegates it where the account asked. Reverts: CompoundingOff. */
export const compound = defineWrite(
  (client, parameters: CompoundParameters) =>
    contractCall(client, {
      contract: "delegationPools",
      functionName: "compound",
      args: [
        parameters.beneficiary ?? accountOf(client, parameters.account).address,
        leafOf(parameters),
      ],
    }),
  delegated,
);

function leafOf({ cumulative, second, payloadDigest = zeroHash, proof }: EarnedCredit) {
  return { cumulative, second: BigInt(second), payloadDigest, proof };
}

function delegated(client: SendingContext, receipt: TransactionReceipt) {
  const { amount, pool } = eventOf(client, receipt, "delegationPools", "Delegated");
  return { amount, pool };
}
