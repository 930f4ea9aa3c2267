import type { Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { type OnTrack, timelockOf } from "./tracks.ts";

export type GetVetoTallyReturnType = {
  /** Stake of the present Guardians against the operation, and of all of them, in wei of SEND. */
  against: bigint;
  total: bigint;
};

/** How far the Guardians' veto of an operation is: it ends the operation above half of the total. */
export async function getVetoTally(
  client: SendingContext,
  parameters: OnTrack & { operation: Hex },
): Promise<GetVetoTallyReturnType> {
  const timelock = client.deployment.contracts[timelockOf(parameters)];
  const [against, total] = await readContract(client, "guardianVeto", "tallyOf", [
    timelock,
    parameters.operation,
  ]);
  return { against, total };
}
