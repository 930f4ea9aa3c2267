import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** What an operator keeps of what delegated stake earns in an epoch, in basis points. */
export async function getCommission(
  client: SendingContext,
  { operator, epoch }: { operator: Address; epoch: number },
): Promise<number> {
  return readContract(client, "delegationPools", "commissionAt", [operator, BigInt(epoch)]);
}
