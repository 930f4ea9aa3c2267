import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** Everything that an account has claimed of what it earned as Edge or Guardian, in wei. */
export function getClaimed(
  client: SendingContext,
  { account }: { account: Address },
): Promise<bigint> {
  return readContract(client, "epochSettlement", "claimedOf", [account]);
}
