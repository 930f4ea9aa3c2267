import type { Address, Hex } from "viem";
import { answerHash, answerLeaf, custodyLeaf } from "../custody/index.ts";
import { messageHash, verifyMerkleProof } from "../merkle/index.ts";
import { addressOf, hashOf, requireSafe, signatureOf, type wire } from "../wire/index.ts";
import type { SignedBatches } from "./signedBatches.ts";
import type { FetchProof, FetchResult, MailboxMessage } from "./types.ts";

/** A message as an Edge handed it out; its hash is computed here, never taken over. @throws ProblemError MALFORMED_FRAME */
export function readMessage(
  message: wire.StoredMessage,
  from: { mailbox: Address; edge: Address },
): MailboxMessage {
  hashOf(message.blind, "message.blind");
  // Copied: the views hold a whole read buffer each.
  const blind = message.blind.slice();
  const payload = message.payload.slice();
  return {
    ...from,
    blind,
    payload,
    messageHash: messageHash({ blind, payload }),
    expiry: requireSafe(message.expiry, "message.expiry"),
    epoch: requireSafe(message.epoch, "message.epoch"),
    sequence: requireSafe(message.sequence, "message.sequence"),
  };
}

/** @throws ProblemError MALFORMED_FRAME */
export function readFetchAnswer(
  answer: wire.FetchAnswer,
  asked: { mailbox: Address; nonce: Hex },
): FetchResult {
  const edge = addressOf(answer.edge, "fetch_answer.edge");
  const proof: FetchProof = {
    edge,
    nonce: asked.nonce,
    index: answer.index,
    path: answer.path.map((node) => hashOf(node, "fetch_answer.path")),
    root: hashOf(answer.root, "fetch_answer.root"),
    count: answer.count,
    answeredAt: requireSafe(answer.answeredAt, "fetch_answer.answered_at"),
    signature: signatureOf(answer.signature, "fetch_answer.signature"),
  };
  const { mailbox } = asked;
  const messages = answer.messages.map((message) => readMessage(message, { mailbox, edge }));
  return { messages, more: answer.more, proof };
}

/** Whether the Edge signed exactly this answer to exactly this request. */
export function verifyFetchAnswer(
  batches: SignedBatches,
  mailbox: Address,
  { messages, more, proof }: FetchResult,
): boolean {
  const leaves = messages.map(({ messageHash, payload, expiry }) =>
    custodyLeaf({ mailbox, messageHash, size: payload.length, expiry }),
  );
  const { nonce, index, path, root, count } = proof;
  const leaf = answerLeaf({ mailbox, nonce, answerHash: answerHash({ leaves, more }) });
  return verifyMerkleProof({ leaf, index, path, root, count }) && batches.isFetchBatch(proof);
}
