import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { readContract } from "../calls/readContract.ts";
import { type RegistrationParameters, registrationOf } from "./registration.ts";

/**
 * First step of a registration: announces it without telling which. {@link revealName} with the same
 * parameters follows after the network's `nameCommitDelay`, within a day. Throws INVALID_NAME,
 * INVALID_DURATION, INVALID_RECORD; reverts: CommitmentExists.
 */
export const commitName = defineWrite(async (client, parameters: RegistrationParameters) => {
  const registration = registrationOf(client, parameters);
  const commitment = await readContract(client, "nameRegistrar", "commitmentOf", [registration]);
  return contractCall(client, {
    contract: "nameRegistrar",
    functionName: "commit",
    args: [commitment],
  });
});
