import type { Address } from "viem";
import { getEnsAddress } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { parseName } from "../../names/parseName.ts";
import type { SendingContext } from "../calls/context.ts";
import type { Did } from "../did/formatDid.ts";
import { getPrimary } from "../did/getPrimary.ts";

export type ResolvedName = {
  name: string;
  wallet: Address;
  /** The wallet's primary DID, null when it chose none. */
  did: Did | null;
};

/** The wallet that a .sdn name points to, and its identity; null for nowhere. Throws INVALID_NAME. */
export async function resolveName(
  client: SendingContext,
  parameters: { name: string },
): Promise<ResolvedName | null> {
  const { name } = parseName(parameters.name);
  const universalResolverAddress = client.deployment.contracts.universalResolver;
  const wallet = await getEnsAddress(client, { name, universalResolverAddress }).catch((error) =>
    Promise.reject(toSendingError(error)),
  );
  return wallet && { name, wallet, did: await getPrimary(client, { wallet }) };
}
