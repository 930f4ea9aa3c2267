import type { NetworkView } from "@sendingnetwork/sdk/network";
import type { Chain } from "../../chain/index.ts";
import type { DataSets } from "../epochs/index.ts";

/** An epoch's assignments follow the reports of this many epochs before. */
const LAG = 2;

/**
 * Reports that counted two epochs before `epoch`, if that was on chain when `epoch` started; else 0.
 * The chain's times decide, so everybody finds the same, whenever they ask.
 */
export async function validReportsBefore(
  {
    view,
    chain,
    dataSets,
  }: {
    view: Pick<NetworkView, "settlement" | "clock">;
    chain: Pick<Chain, "public">;
    dataSets: Pick<DataSets, "get">;
  },
  epoch: number,
  signal?: AbortSignal,
): Promise<number> {
  const { reported } = view.settlement(epoch - LAG);
  if (reported === undefined) return 0;
  const { timestamp } = await chain.public.getBlock({ blockNumber: reported.blockNumber });
  if (Number(timestamp) >= view.clock.startOf(epoch)) return 0;
  const { validReports } = await dataSets.get(reported.report.dataHash, signal);
  return validReports;
}
