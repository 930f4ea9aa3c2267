import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type VerifyMembershipParameters = {
  epoch: number;
  nullifier: bigint;
  /** Unhashed. */
  message: bigint;
  /** Eight field elements as Semaphore packs them. */
  points: readonly bigint[];
};

/**
 * Whether a Semaphore proof shows that a member of the set frozen for `epoch` made `message` under
 * `nullifier`. Reverts: NotFrozen, RoundNotProven.
 */
export function verifyMembership(
  client: SendingContext,
  { epoch, nullifier, message, points }: VerifyMembershipParameters,
): Promise<boolean> {
  const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = points;
  const proof = [a, b, c, d, e, f, g, h] as const;
  return readContract(client, "watchDogLicense", "verify", [
    BigInt(epoch),
    nullifier,
    message,
    proof,
  ]);
}
