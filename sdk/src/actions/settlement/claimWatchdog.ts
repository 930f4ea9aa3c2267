import { type Address, type Hex, zeroHash } from "viem";
import type { SumProof } from "../../merkle/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions, writeContract } from "../calls/writeContract.ts";
import type { ClaimReturnType } from "./claimCredit.ts";

export type ClaimWatchdogParameters = WriteOptions & {
  epoch: number;
  /** The payout address of the report; by default the sender. Anybody may send. */
  beneficiary?: Address | undefined;
  /** The leaf in the epoch's WatchDog tree: pay in wei and number of shares. */
  amount: bigint;
  second: number;
  payloadDigest?: Hex | undefined;
  proof: SumProof;
};

/** Pays a WatchDog for one epoch. Reverts: AlreadyClaimed, ClaimExpired, InvalidProof. */
export async function claimWatchdog(
  client: SendingContext,
  parameters: ClaimWatchdogParameters,
): Promise<ClaimReturnType> {
  const { epoch, amount, second, payloadDigest = zeroHash, proof } = parameters;
  const beneficiary = parameters.beneficiary ?? accountOf(client, parameters.account).address;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "epochSettlement",
    functionName: "claimWatchdog",
    args: [BigInt(epoch), beneficiary, amount, BigInt(second), payloadDigest, proof],
  });
  const claimed = eventOf(client, receipt, "epochSettlement", "WatchdogClaimed");
  return { beneficiary, amount: claimed.amount, receipt };
}
