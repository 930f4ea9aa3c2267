import type { Address } from "viem";
import type { ChainLog, ChainLogOf } from "./chainLog.ts";
import { Checkpoints } from "./checkpoints.ts";

/** What one account has delegated to a node, in wei of SEND. */
export type Delegation = { delegator: Address; stake: bigint };

/** A node's delegations in one epoch, ascending by delegator. */
export type NodeDelegations = {
  /** What the operator keeps of what delegated stake earns, in basis points. */
  commissionBps: number;
  delegations: Delegation[];
};

type Pool = {
  stake: Checkpoints<bigint>;
  shares: Checkpoints<bigint>;
  holders: Map<Address, Checkpoints<bigint>>;
};

/** DelegationPools buys and sells shares as if so many more existed, for 1 wei more. */
const VIRTUAL_SHARES = 1_000_000n;

const lower = (address: Address): Address => address.toLowerCase() as Address;

/** What shares of a pool are worth, in wei, floored. */
export function worthOf(shares: bigint, pool: { stake: bigint; shares: bigint }): bigint {
  return (shares * (pool.stake + 1n)) / (pool.shares + VIRTUAL_SHARES);
}

/** Delegated stake through time, as DelegationPools' events tell it. */
export class DelegationRegister {
  readonly #pools = new Map<bigint, Pool>();
  readonly #byOperator = new Map<Address, Pool[]>();
  readonly #commissions = new Map<Address, Checkpoints<number>>();

  apply(log: ChainLog): void {
    switch (log.eventName) {
      case "PoolOpened":
        this.#open(log.args);
        return;
      case "DelegationChanged": {
        const pool = this.#pools.get(log.args.pool);
        if (pool === undefined) return;
        const from = Number(log.args.from);
        const delegator = lower(log.args.delegator);
        const held = pool.holders.get(delegator) ?? new Checkpoints<bigint>();
        held.set(from, log.args.shares);
        pool.holders.set(delegator, held);
        pool.shares.set(from, log.args.poolShares);
        pool.stake.set(from, log.args.poolStake);
        return;
      }
      case "PoolSlashed":
        this.#pools.get(log.args.pool)?.stake.set(Number(log.args.from), log.args.poolStake);
        return;
      case "CommissionChanged": {
        const operator = lower(log.args.operator);
        const commissions = this.#commissions.get(operator) ?? new Checkpoints<number>();
        commissions.set(Number(log.args.from), log.args.newBps);
        this.#commissions.set(operator, commissions);
      }
    }
  }

  /** Whose stake backs `operator` in `epoch`, whichever pools it lies in. */
  at(operator: Address, epoch: number): NodeDelegations {
    const key = lower(operator);
    const stakes = new Map<Address, bigint>();
    for (const { stake, shares, holders } of this.#byOperator.get(key) ?? []) {
      const pool = { stake: stake.at(epoch) ?? 0n, shares: shares.at(epoch) ?? 0n };
      if (pool.stake === 0n) continue;
      for (const [delegator, held] of holders) {
        const worth = worthOf(held.at(epoch) ?? 0n, pool);
        if (worth > 0n) stakes.set(delegator, (stakes.get(delegator) ?? 0n) + worth);
      }
    }
    const delegations = [...stakes].map(([delegator, stake]) => ({ delegator, stake }));
    return {
      commissionBps: this.#commissions.get(key)?.at(epoch) ?? 0,
      delegations: delegations.sort((a, b) => (a.delegator < b.delegator ? -1 : 1)),
    };
  }

  #open({ pool, operator }: ChainLogOf<"PoolOpened">["args"]): void {
    const state: Pool = {
      stake: new Checkpoints(),
      shares: new Checkpoints(),
      holders: new Map(),
    };
    this.#pools.set(pool, state);
    const key = lower(operator);
    const known = this.#byOperator.get(key);
    if (known === undefined) this.#byOperator.set(key, [state]);
    else known.push(state);
  }
}
