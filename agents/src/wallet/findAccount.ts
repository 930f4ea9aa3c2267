import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Address, getAddress, isAddress } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import type { Reader } from "./openWallet.ts";
import { readProfile } from "./profile.ts";

/**
 * The wallet that `text` names: an address, a profile of this machine, or a name such as bob.sdn.
 * @throws {SendingError} CONFIG_ACCOUNT, and INVALID_NAME for a name that cannot be one
 */
export async function findAccount(reader: Reader, text: string): Promise<Address> {
  if (isAddress(text, { strict: false })) return getAddress(text);
  const profile = reader.users ? readProfile(reader.users, text) : undefined;
  if (profile) return privateKeyToAddress(profile.walletKey);
  if (text.endsWith(".sdn")) {
    const found = await reader.client.resolveName({ name: text });
    if (found) return found.wallet;
  }
  throw new SendingError(`"${text}" names nobody.`, {
    code: "CONFIG_ACCOUNT",
    hint: "Give a wallet's address (0x and 40 hex digits), a profile of this machine, or a name under .sdn.",
  });
}
