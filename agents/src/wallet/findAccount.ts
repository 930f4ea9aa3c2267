import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Address, getAddress, isAddress } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import type { Reader } from "./openWallet.ts";
import { readProfile } from "./profile.ts";

/**
 * The wallet that `text` names: an address, or a profile of this machine.
 * @throws {SendingError} CONFIG_ACCOUNT
 */
export async function findAccount(reader: Reader, text: string): Promise<Address> {
  if (isAddress(text, { strict: false })) return getAddress(text);
  const profile = reader.users ? readProfile(reader.users, text) : undefined;
  if (profile) return privateKeyToAddress(profile.walletKey);
  throw new SendingError(`"${text}" names nobody.`, {
    code: "CONFIG_ACCOUNT",
    hint: "Give a wallet's address (0x and 40 hex digits) or a profile of this machine.",
  });
}
