import { existsSync } from "node:fs";
import {
  addressInSegment,
  formatUnicast,
  parseSegment,
  parseUnicast,
  shortSegment,
} from "@sendingnetwork/sdk/addresses";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Account } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { readProfile, type Wallet } from "../wallet/index.ts";
import { keyFromFile } from "../wallet/keyFromFile.ts";

/** A segment as people recognize it: `0a1b/16`. */
export function short(segment: string): string {
  return shortSegment(parseSegment(segment));
}

/**
 * A unicast address as given: its text, its bytes in hex, or `<segment>+<number>`.
 * @throws {SendingError} INVALID_ADDRESS, INVALID_SEGMENT, STRAY_BITS
 */
export function unicastFrom(text: string): string {
  const [, segment, number] = /^(.+)\+(\d{1,75})$/.exec(text) ?? [];
  return segment && number
    ? formatUnicast(addressInSegment(parseSegment(segment), BigInt(number)))
    : formatUnicast(parseUnicast(text));
}

/**
 * A wallet that can consent: the signer, a profile of this machine, or a key file.
 * @throws {SendingError} CONFIG_SIGNER
 */
export function consenting({ users, account, profile }: Wallet, whose: string): Account {
  const isSigner = whose === profile?.name || whose.toLowerCase() === account.address.toLowerCase();
  if (isSigner) return account;
  const found = users ? readProfile(users, whose) : undefined;
  if (found) return privateKeyToAccount(found.walletKey);
  if (existsSync(whose)) return privateKeyToAccount(keyFromFile(whose));
  throw new SendingError("The wallet's key is needed: it must consent.", {
    code: "CONFIG_SIGNER",
    details: whose,
    hint: "Give a profile of this machine or a key file.",
  });
}
