import { type Address, type Hex, zeroHash } from "viem";
import type { SumProof } from "../../merkle/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";

export type ClaimCreditParameters = WriteOptions & {
  /** Who is paid; by default the sender. Anybody may send. */
  beneficiary?: Address | undefined;
  /** The leaf in the credits tree: everything earned so far, and the epoch of its last change. */
  cumulative: bigint;
  second: number;
  payloadDigest?: Hex | undefined;
  proof: SumProof;
};
export type ClaimReturnType = Written & {
  beneficiary: Address;
  /** Paid now, in wei of SEND. */
  amount: bigint;
};

/**
 * Pays what an Edge, a Guardian or a delegator has earned and not claimed. Reverts: NothingToClaim,
 * InvalidProof.
 */
export const claimCredit = defineWrite(
  (client, parameters: ClaimCreditParameters) => {
    const { cumulative, second, payloadDigest = zeroHash, proof } = parameters;
    const beneficiary = parameters.beneficiary ?? accountOf(client, parameters.account).address;
    return contractCall(client, {
      contract: "epochSettlement",
      functionName: "claimCredit",
      args: [beneficiary, cumulative, BigInt(second), payloadDigest, proof],
    });
  },
  (client, receipt) => {
    const { account, amount } = eventOf(client, receipt, "epochSettlement", "CreditClaimed");
    return { beneficiary: account, amount };
  },
);
