import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import { type RegistrationParameters, registrationOf } from "./registration.ts";

/**
 * Second step of a registration: pays and gets what was committed. Sends along what the name costs now.
 * Reverts: CommitmentNotFound, CommitmentTooNew, CommitmentTooOld, NameNotAvailable, NotRegistrant.
 */
export const revealName = defineWrite(
  async (client, parameters: RegistrationParameters) => {
    const registration = registrationOf(client, parameters);
    const { label, duration } = registration;
    const value = await readContract(client, "nameRegistrar", "priceOf", [label, duration]);
    return contractCall(client, {
      contract: "nameRegistrar",
      functionName: "register",
      args: [registration],
      value,
    });
  },
  (client, receipt) => {
    const registered = eventOf(client, receipt, "nameRegistry", "NameRegistered");
    const { price } = eventOf(client, receipt, "nameRegistrar", "NameBought");
    const { label, node, holder, expiry } = registered;
    return { name: `${label}.sdn`, node, holder, expiry: Number(expiry), price };
  },
);
