import { getCommitment, getLicenses, registerIdentity } from "@sendingnetwork/sdk/actions";
import type { Hex } from "viem";
import { watchdogIdentity } from "../../semaphore/index.ts";
import type { Licensed, WatchdogServices } from "./services.ts";

/**
 * Sees to it that every licence of the holder stands for its identity on chain. Registering again
 * would need another identity, so nothing is sent where a licence has ours already.
 */
export async function registerIdentities(
  { sending, holder, log, signal }: Pick<WatchdogServices, "sending" | "holder" | "log" | "signal">,
  secret: Hex,
): Promise<Licensed[]> {
  const licensed: Licensed[] = [];
  for (const license of await getLicenses(sending, { holder })) {
    const identity = watchdogIdentity(secret, license);
    const { commitment } = identity;
    if ((await getCommitment(sending, { license })) !== commitment) {
      const { receipt } = await registerIdentity(sending, { license, commitment, signal });
      const transaction = receipt.transactionHash;
      log.info({ license: `${license}`, transaction }, "registered the licence's identity");
    }
    licensed.push({ license, identity });
  }
  return licensed;
}
