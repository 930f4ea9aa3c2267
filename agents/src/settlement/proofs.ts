import type { SumProof } from "@sendingnetwork/sdk/merkle";
import type { Address, Hex } from "viem";
import { NO_PAYLOAD } from "./constants.ts";
import { cumulativeTree, watchdogsTree } from "./trees.ts";
import type { DataSet } from "./types.ts";

/** Arguments of EpochSettlement.claimCredit. */
export interface CreditClaim {
  account: Address;
  cumulative: bigint;
  second: bigint;
  payloadDigest: Hex;
  proof: SumProof;
}

/** Arguments of EpochSettlement.claimWatchdog. */
export interface WatchdogClaim {
  epoch: number;
  account: Address;
  amount: bigint;
  second: bigint;
  payloadDigest: Hex;
  proof: SumProof;
}

/** What `account` had earned when `data` was settled, with its proof; undefined without earnings. */
export function creditClaim(data: DataSet, account: Address): CreditClaim | undefined {
  const tree = cumulativeTree(data.state.credits);
  const index = tree.indexOf(account);
  const leaf = index === undefined ? undefined : tree.leaves[index];
  if (index === undefined || leaf === undefined) return undefined;
  return {
    account: leaf.key,
    cumulative: leaf.amount,
    second: leaf.second,
    payloadDigest: NO_PAYLOAD,
    proof: tree.proof(index),
  };
}

/** The pay of a payout address in the epoch of `data`, with its proof; undefined without any. */
export function watchdogClaim(data: DataSet, payout: Address): WatchdogClaim | undefined {
  const tree = watchdogsTree(data.watchdogs);
  const index = tree.indexOf(payout);
  const leaf = index === undefined ? undefined : tree.leaves[index];
  if (index === undefined || leaf === undefined || leaf.amount === 0n) return undefined;
  return {
    epoch: data.epoch,
    account: leaf.key,
    amount: leaf.amount,
    second: leaf.second,
    payloadDigest: NO_PAYLOAD,
    proof: tree.proof(index),
  };
}
