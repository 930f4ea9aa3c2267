import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type RegisterIdentityParameters = WriteOptions & {
  license: bigint;
  /** Commitment of a Semaphore identity. */
  commitment: bigint;
};

/**
 * Queues the Semaphore identity of a licence, as its holder or operator; it counts from the first epoch
 * that freezes after the queue was applied. Reverts: NotLicenseHolder, InvalidCommitment, CommitmentUsed.
 */
export const registerIdentity = defineWrite(
  (client, { license, commitment }: RegisterIdentityParameters) =>
    contractCall(client, {
      contract: "watchDogLicense",
      functionName: "registerIdentity",
      args: [license, commitment],
    }),
);
