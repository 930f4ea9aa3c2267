import { join } from "node:path";
import type { SendingClient } from "@sendingnetwork/sdk";
import { parseDid } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import { type Address, isAddress } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { readProfile } from "../wallet/profile.ts";
import { didOf } from "./identity.ts";

/**
 * The DID that `to` names: a DID, a wallet linked to one, a name that points to such a wallet, or a
 * profile of this machine.
 * @throws {SendingError} RECIPIENT_UNKNOWN, and INVALID_NAME for a name that cannot be one
 */
export async function findRecipient(
  client: SendingClient,
  users: string,
  to: string,
): Promise<string> {
  if (to.startsWith("did:")) return parseDid(to).did;
  if (isAddress(to, { strict: false })) return didOfWallet(client, to);
  if (to.endsWith(".sdn")) {
    const found = await client.resolveName({ name: to });
    if (found) return found.did ?? didOfWallet(client, found.wallet);
    throw new SendingError(`The name ${to} points nowhere.`, {
      code: "RECIPIENT_UNKNOWN",
      hint: "Look at it with sdn name show.",
    });
  }
  const profile = readProfile(users, to);
  if (profile) return didOf(client, privateKeyToAddress(profile.walletKey), profile.didSalt);
  throw new SendingError(`There is nobody called "${to}" on this machine.`, {
    code: "RECIPIENT_UNKNOWN",
    details: `looked in ${join(users, to)}`,
    hint: `Create the profile with sdn chat --as ${to} --prepare, or give a DID, a wallet address or a name under .sdn.`,
  });
}

/** The DID that the wallet answers by, else the first one that it is linked to. */
async function didOfWallet(client: SendingClient, wallet: Address): Promise<string> {
  const did = (await client.getPrimary({ wallet })) ?? (await client.getDidsOf({ wallet }))[0];
  if (did) return did;
  throw new SendingError(`No identity is linked to the wallet ${wallet}.`, {
    code: "RECIPIENT_UNKNOWN",
    hint: "Its owner links it when first opening a chat; or name the recipient's DID.",
  });
}

/** Waits until the recipient has a device that can read. */
export async function awaitDevice(
  view: NetworkView,
  did: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id } = parseDid(did);
  if (view.devices(id).length > 0) return;
  say("waiting for the recipient's first device");
  await view.waitFor(() => view.devices(id).length > 0, signal);
}
