import { type Address, type Hex, zeroAddress } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type Offence = {
  /** The contract that judges, and alone may punish. */
  evidence: Address;
  /** Wei of SEND a case; the largest uint96 stands for everything. */
  minAmount: bigint;
  maxAmount: bigint;
  /** What the reporter gets of the part taken from the bond, in basis points. */
  reporterBps: number;
  jailEpochs: number;
};

/** What an offence costs now; undefined when nobody is punished for it. */
export async function getOffence(
  client: SendingContext,
  { offence }: { offence: Hex },
): Promise<Offence | undefined> {
  const terms = await readContract(client, "offenceRegistry", "offenceOf", [offence]);
  return terms.evidence === zeroAddress ? undefined : terms;
}
