import type { SendingClient } from "@sendingnetwork/sdk";
import { parseDid } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Address, isAddress } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { didOf } from "../chat/identity.ts";
import type { Reader, Wallet } from "../wallet/index.ts";
import { readProfile } from "../wallet/index.ts";

/**
 * The DID that `text` names: a DID, a profile's own, or the one that a wallet answers by (its primary,
 * else its only link).
 * @throws {SendingError} DID_UNKNOWN, INVALID_DID
 */
export async function findDid(reader: Reader, text: string): Promise<string> {
  if (text.startsWith("did:")) return parseDid(text).did;
  const { client, users } = reader;
  if (isAddress(text, { strict: false })) return didOfWallet(client, text);
  const profile = users ? readProfile(users, text) : undefined;
  if (profile) return didOf(client, privateKeyToAddress(profile.walletKey), profile.didSalt);
  throw unknown(`"${text}" names nobody.`, "Give a DID, a wallet's address or a profile.");
}

/**
 * The DID that a command is about: the one named with `--did`, else the signer's own.
 * @throws {SendingError} DID_UNKNOWN
 */
export async function ownDid(wallet: Wallet, named: string | undefined): Promise<string> {
  if (named !== undefined) return findDid(wallet, named);
  const { client, account, profile } = wallet;
  return profile
    ? didOf(client, account.address, profile.didSalt)
    : didOfWallet(client, account.address);
}

async function didOfWallet(client: SendingClient, wallet: Address): Promise<string> {
  const [primary, linked] = await Promise.all([
    client.getPrimary({ wallet }),
    client.getDidsOf({ wallet }),
  ]);
  const [first, second] = linked;
  if (primary) return primary;
  if (!first) throw unknown(`No identity is linked to ${wallet}.`, "Name one with --did.");
  if (!second) return first;
  throw unknown(`${wallet} is linked to ${linked.length} identities.`, "Name one with --did.");
}

function unknown(message: string, hint: string): SendingError {
  return new SendingError(message, { code: "DID_UNKNOWN", hint });
}
