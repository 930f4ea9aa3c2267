import type { Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { type RegistrationParameters, registrationOf } from "./registration.ts";

/** Seconds that a commitment serves for. */
const MAX_AGE = 86_400;

export type NameCommitment = {
  commitment: Hex;
  /** Unix seconds from which, and until which, {@link revealName} is possible; null when it waits
   * nowhere. */
  usable: { from: number; until: number } | null;
};

/** Where the registration with these parameters stands. Throws INVALID_NAME and the like. */
export async function getNameCommitment(
  client: SendingContext,
  parameters: RegistrationParameters,
): Promise<NameCommitment> {
  const registration = registrationOf(client, parameters);
  const commitment = await readContract(client, "nameRegistrar", "commitmentOf", [registration]);
  const at = Number(await readContract(client, "nameRegistrar", "committedAt", [commitment]));
  const { nameCommitDelay } = client.deployment.schedule;
  const usable = at === 0 ? null : { from: at + nameCommitDelay, until: at + MAX_AGE };
  return { commitment, usable };
}
