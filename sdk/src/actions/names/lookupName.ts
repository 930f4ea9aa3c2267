import type { Address } from "viem";
import { getEnsName } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { normalizeName } from "../../names/normalizeName.ts";
import type { SendingContext } from "../calls/context.ts";

/** What the wallet is called; null without a name, or with one that does not point back to it. */
export async function lookupName(
  client: SendingContext,
  { wallet }: { wallet: Address },
): Promise<string | null> {
  const universalResolverAddress = client.deployment.contracts.universalResolver;
  const name = await getEnsName(client, { address: wallet, universalResolverAddress }).catch(
    (error) => Promise.reject(toSendingError(error)),
  );
  return name && isNormal(name) ? name : null;
}

/** A name in another form may look like somebody else's. */
function isNormal(name: string): boolean {
  try {
    return normalizeName(name) === name;
  } catch {
    return false;
  }
}
