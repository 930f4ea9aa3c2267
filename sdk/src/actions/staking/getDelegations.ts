import { type Address, zeroAddress } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type DelegationPosition = {
  pool: bigint;
  /** Whose node the stake backs. */
  operator: Address;
  /** After redelegating: whose offences it answers for too, and until when (Unix seconds). */
  formerly: Address | undefined;
  liableUntil: number | undefined;
  shares: bigint;
  /** What the shares are worth now, in wei. */
  amount: bigint;
};
export type UnbondingEntry = {
  pool: bigint;
  /** What it is worth now; it can be slashed until it is withdrawn. Wei. */
  amount: bigint;
  /** Unix seconds. */
  withdrawableAt: number;
};

/** What an account has delegated. */
export async function getDelegations(
  client: SendingContext,
  { delegator }: { delegator: Address },
): Promise<DelegationPosition[]> {
  const pools = await readContract(client, "delegationPools", "poolsOf", [delegator]);
  return Promise.all(
    pools.map(async (pool) => {
      const [state, shares, amount] = await Promise.all([
        readContract(client, "delegationPools", "pool", [pool]),
        readContract(client, "delegationPools", "sharesOf", [pool, delegator]),
        readContract(client, "delegationPools", "valueOf", [pool, delegator]),
      ]);
      const moved = state.formerly !== zeroAddress;
      const { operator, formerly, liableUntil } = state;
      return {
        ...{ pool, operator, shares, amount },
        formerly: moved ? formerly : undefined,
        liableUntil: moved ? Number(liableUntil) : undefined,
      };
    }),
  );
}

/** What an account is taking out, oldest first. */
export async function getUnbonding(
  client: SendingContext,
  { delegator }: { delegator: Address },
): Promise<UnbondingEntry[]> {
  const entries = await readContract(client, "delegationPools", "unbondingOf", [delegator]);
  return entries.map(({ pool, amount, withdrawableAt }) => {
    return { pool, amount, withdrawableAt: Number(withdrawableAt) };
  });
}
