import { deleteRoot } from "@sendingnetwork/sdk/custody";
import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import { addressOf, ProblemCode, ProblemError, type wire } from "@sendingnetwork/sdk/wire";
import { recoverSigner } from "../../signing/index.ts";
import { MAX_DELETIONS } from "./constants.ts";
import { checkDeadline } from "./fetch.ts";
import type { RelayServices } from "./services.ts";

/**
 * Deletes what the mailbox's key names (EIP-712 DeleteRequest); resolves with how many messages went,
 * once that is on disk. Asking twice is harmless, so there is no nonce.
 */
export async function deleteMessages(
  request: wire.Delete,
  { view, commit, store }: RelayServices,
): Promise<number> {
  const { messageHashes, deadline } = request;
  const mailbox = addressOf(request.mailbox, "delete.mailbox");
  if (messageHashes.length === 0 || messageHashes.length > MAX_DELETIONS) {
    const text = `A request deletes 1 to ${MAX_DELETIONS} messages.`;
    throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
  }
  if (messageHashes.some(({ length }) => length !== 32)) {
    throw new ProblemError(ProblemCode.MALFORMED_FRAME, "A message hash has 32 bytes.");
  }
  checkDeadline(deadline, view.now());
  const root = deleteRoot(messageHashes);
  const digest = digestBytesOf(view.deployment, "DeleteRequest", {
    mailbox,
    root,
    count: messageHashes.length,
    deadline,
  });
  if (recoverSigner(digest, request.signature) !== mailbox) {
    const text = "The deletion is not signed by the mailbox's key.";
    throw new ProblemError(ProblemCode.INVALID_SIGNATURE, text);
  }
  return commit.write(() => store.delete(request.mailbox, messageHashes));
}
