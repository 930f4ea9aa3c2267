import { type Address, bytesToHex, type Hex } from "viem";
import { deleteRoot } from "../custody/index.ts";
import { digestOf } from "../typed-data/index.ts";
import { addressBytes, bytesOf, type RequestOptions, type wire } from "../wire/index.ts";
import type { MailboxKey, RelayView } from "./types.ts";

export type FetchParameters = RequestOptions & {
  mailboxKey: MailboxKey;
  /** Cursor at this Edge: only messages with a greater sequence. Default: 0, all. */
  after?: number | undefined;
  /** Most messages in the answer. Default: the Edge's. */
  limit?: number | undefined;
};

export type DeleteParameters = RequestOptions & {
  mailboxKey: MailboxKey;
  messageHashes: readonly Hex[];
};

/** Seconds of chain time for which a signed request may be used. */
const VALIDITY_SECONDS = 120;

/** A fetch signed by the mailbox's key (EIP-712 FetchRequest), for one Edge and one use. */
export async function fetchFrame(
  view: RelayView,
  edge: Address,
  { mailboxKey, after = 0, limit = 0 }: FetchParameters,
  follow: boolean,
): Promise<wire.Fetch> {
  const nonce = crypto.getRandomValues(new Uint8Array(32));
  const mailbox = mailboxKey.address;
  const deadline = view.now() + VALIDITY_SECONDS;
  const message = { mailbox, edge, nonce: bytesToHex(nonce), deadline };
  const hash = digestOf(view.deployment, "FetchRequest", message);
  const signature = bytesOf(await mailboxKey.sign({ hash }));
  return { mailbox: addressBytes(mailbox), nonce, deadline, signature, after, limit, follow };
}

/** A deletion signed by the mailbox's key (EIP-712 DeleteRequest). */
export async function deleteFrame(
  view: RelayView,
  { mailboxKey, messageHashes }: DeleteParameters,
): Promise<wire.Delete> {
  const mailbox = mailboxKey.address;
  const deadline = view.now() + VALIDITY_SECONDS;
  const root = deleteRoot(messageHashes);
  const message = { mailbox, root, count: messageHashes.length, deadline };
  const hash = digestOf(view.deployment, "DeleteRequest", message);
  const signature = bytesOf(await mailboxKey.sign({ hash }));
  return {
    mailbox: addressBytes(mailbox),
    messageHashes: messageHashes.map(bytesOf),
    deadline,
    signature,
  };
}
