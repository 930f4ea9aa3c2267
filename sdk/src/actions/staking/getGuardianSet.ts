import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GuardianSlot = { operator: Address; signer: Address; stake: bigint };

/** The Guardians of an epoch in slot order, as attestations list them. Lower-case addresses. */
export async function getGuardianSet(
  client: SendingContext,
  { epoch }: { epoch: number },
): Promise<GuardianSlot[]> {
  const [operators, signers, stakes] = await readContract(client, "nodeStaking", "guardianSet", [
    BigInt(epoch),
  ]);
  return operators.map((operator, i) => ({
    operator: operator.toLowerCase() as Address,
    signer: (signers[i] ?? operator).toLowerCase() as Address,
    stake: stakes[i] ?? 0n,
  }));
}
