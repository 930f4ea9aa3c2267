import { type Address, type Hex, zeroHash } from "viem";
import type { SumProof } from "../../merkle/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import {
  accountOf,
  type WriteOptions,
  type Written,
  writeContract,
} from "../calls/writeContract.ts";

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

/** Pays what an Edge or Guardian has earned and not claimed. Reverts: NothingToClaim, InvalidProof. */
export async function claimCredit(
  client: SendingContext,
  parameters: ClaimCreditParameters,
): Promise<ClaimReturnType> {
  const { cumulative, second, payloadDigest = zeroHash, proof } = parameters;
  const beneficiary = parameters.beneficiary ?? accountOf(client, parameters.account).address;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "claimCredit",
    args: [beneficiary, cumulative, BigInt(second), payloadDigest, proof],
  });
  const { amount } = eventOf(client, receipt, "epochSettlement", "CreditClaimed");
  return { beneficiary, amount, receipt };
}
