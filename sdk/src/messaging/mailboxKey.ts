import { bytesToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { CryptoProvider } from "../e2ee/index.ts";
import type { MailboxKey } from "../relay/index.ts";
import type { Store } from "../store/index.ts";
import { mailboxSchema, NAMESPACES, put, read } from "./records.ts";

/** The device's mailbox: a secp256k1 key of its own, drawn once. */
export async function loadMailboxKey(store: Store, crypto: CryptoProvider): Promise<MailboxKey> {
  const value = await store.get(NAMESPACES.mailbox, "key");
  if (value !== undefined) {
    return privateKeyToAccount(bytesToHex(read(mailboxSchema, value).secret));
  }
  const secret = crypto.random(32);
  const account = privateKeyToAccount(bytesToHex(secret));
  await store.batch([put("mailbox", "key", { secret })]);
  return account;
}
