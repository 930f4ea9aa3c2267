import type { Address } from "viem";
import { SendingError } from "../../errors/index.ts";
import type { IndexerClient } from "../../indexer/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { getSettlementBounds } from "../settlement/getSettlementBounds.ts";

const YEAR = 365 * 86_400;
/** Stake above this earns no more, in wei. */
const STAKE_CAP = 160_000n * 10n ** 18n;
const BPS = 10_000;

export type StakeApr = {
  /** Final epochs that it is computed from. */
  epochs: number;
  /** What a wei of weighted stake earned, per year: 0.1 is 10 %. */
  base: number;
  /** What the Edge's stake earns if it is available all the time: base, less what is above the cap. */
  edge: number;
  /** What its delegators get of that, after commission and with delegations that do not count. */
  delegator: number;
};

/**
 * Yearly yield of staking on an Edge, from the last settled epochs. With E(e) the Edges' emission of
 * an epoch (its emission less WatchDogs' pay and the Guardians' schedule), W(e) its total weight and
 * n epochs: base = sum(E(e) / W(e)) / n * (epochs in a year). An Edge's weight is its stake up to the
 * cap times its availability, so edge = base * min(stake, cap) / stake at full availability; delegators get
 * edge * counted / delegated * (1 - commission). Fees, slashes and rounding are left out.
 * @throws SendingError NO_SETTLED_EPOCHS, NOT_AN_EDGE
 */
export async function getStakeApr(
  client: SendingContext,
  given: { operator: Address; indexer: IndexerClient; epochs?: number | undefined },
): Promise<StakeApr> {
  const { operator, indexer, epochs = 30 } = given;
  const [page, node, delegated] = await Promise.all([
    indexer.list("epoch", {
      ...{ where: { stage: "final" }, orderBy: "number", orderDirection: "desc", limit: epochs },
    }),
    indexer.find("node", { operator: operator.toLowerCase() as Address }),
    readContract(client, "delegationPools", "delegatedTo", [operator]),
  ]);
  const last = page.items[0];
  if (last === undefined) {
    throw new SendingError("No epoch is settled yet.", { code: "NO_SETTLED_EPOCHS" });
  }
  if (node?.role !== "edge") {
    throw new SendingError("This is no Edge.", { code: "NOT_AN_EDGE", details: operator });
  }
  // Within a year the schedule moves by less than a sixth.
  const { guardians } = await getSettlementBounds(client, { epoch: last.number });
  const rates = page.items.map(({ emission, totalWatchdogs, totalWeight }) => {
    const edges = (emission ?? 0n) - (totalWatchdogs ?? 0n) - guardians;
    return edges > 0n && totalWeight ? Number(edges) / Number(totalWeight) : 0;
  });
  const perYear = YEAR / client.deployment.schedule.epochLength;
  const base = (rates.reduce((sum, rate) => sum + rate, 0) / rates.length) * perYear;
  const { stake, bond, commissionBps } = node;
  const edge =
    stake === 0n ? 0 : (base * Number(stake < STAKE_CAP ? stake : STAKE_CAP)) / Number(stake);
  const counted = delegated === 0n ? 1 : Number(stake - bond) / Number(delegated);
  const delegator = edge * Math.max(0, counted) * (1 - commissionBps / BPS);
  return { epochs: page.items.length, base, edge, delegator };
}
