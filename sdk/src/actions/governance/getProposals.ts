import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { getProposal, type Proposal } from "./getProposal.ts";
import { governorOf, type OnTrack } from "./tracks.ts";

const LIMIT = 20;

export type GetProposalsParameters = OnTrack & {
  /** Most that are returned; 20 by default. */
  limit?: number | undefined;
};

/** The latest proposals of a track, latest first. Needs no indexer, which has their texts and votes. */
export async function getProposals(
  client: SendingContext,
  parameters: GetProposalsParameters = {},
): Promise<Proposal[]> {
  const { track, limit = LIMIT } = parameters;
  const governor = governorOf(parameters);
  const count = await readContract(client, governor, "proposalCount", []);
  const numbers = Array.from({ length: Math.min(Number(count), limit) }, (_, i) => BigInt(i + 1));
  return Promise.all(
    numbers.map(async (back) => {
      const [proposalId] = await readContract(client, governor, "proposalDetailsAt", [
        count - back,
      ]);
      return getProposal(client, { track, proposalId });
    }),
  );
}
