import { messageHash } from "@sendingnetwork/sdk/merkle";
import {
  bytesOf,
  ProblemCode,
  ProblemError,
  requireSafe,
  type wire,
} from "@sendingnetwork/sdk/wire";
import type { NewMessage } from "../../mailbox/index.ts";
import type { EdgeView } from "../EdgeView.ts";
import { EXPIRY_SLACK_SECONDS, MAX_PAYLOAD } from "./constants.ts";

/** Throws unless the deposit is well-formed and its expiry is 0 or within the network's bounds. */
export function checkDeposit(
  { mailbox, blind, payload, expiry, epoch }: wire.Deposit,
  view: EdgeView,
) {
  requireSafe(epoch, "deposit.epoch");
  requireSafe(expiry, "deposit.expiry");
  if (mailbox.length !== 20 || blind.length !== 32) {
    const text = "A deposit names a mailbox of 20 bytes and a blind of 32.";
    throw new ProblemError(ProblemCode.MALFORMED_FRAME, text);
  }
  if (payload.length > MAX_PAYLOAD) {
    const text = `A payload is at most ${MAX_PAYLOAD} bytes.`;
    throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
  }
  if (expiry === 0) return;
  const now = view.now();
  if (expiry <= now) throw new ProblemError(ProblemCode.EXPIRED, "The message has expired.");
  const longest = view.deployment.schedule.messageTtl;
  if (expiry > now + longest + EXPIRY_SLACK_SECONDS) {
    const text = `Messages are kept for at most ${longest} seconds.`;
    throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
  }
}

/** The deposit as it is kept. */
export function toMessage({ mailbox, blind, payload, expiry, epoch }: wire.Deposit): NewMessage {
  return { mailbox, hash: bytesOf(messageHash({ blind, payload })), blind, payload, expiry, epoch };
}
