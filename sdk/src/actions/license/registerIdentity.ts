import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type RegisterIdentityParameters = WriteOptions & {
  license: bigint;
  /** Commitment of a Semaphore identity. */
  commitment: bigint;
};

/**
 * Queues the Semaphore identity of a licence; it counts from the first epoch that freezes after the
 * queue was applied. Reverts: NotHolder, InvalidCommitment, CommitmentUsed.
 */
export async function registerIdentity(
  client: SendingContext,
  parameters: RegisterIdentityParameters,
): Promise<Written> {
  const { license, commitment } = parameters;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "watchDogLicense",
    functionName: "registerIdentity",
    args: [license, commitment],
  });
  return { receipt };
}
