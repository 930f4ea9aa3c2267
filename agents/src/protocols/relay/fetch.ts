import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import {
  addressOf,
  hashOf,
  ProblemCode,
  ProblemError,
  requireSafe,
  type wire,
} from "@sendingnetwork/sdk/wire";
import { recoverSigner } from "../../signing/index.ts";
import {
  DEFAULT_ANSWER_MESSAGES,
  MAX_ANSWER_BYTES,
  MAX_ANSWER_MESSAGES,
  MAX_REQUEST_SECONDS,
} from "./constants.ts";
import type { RelayServices } from "./services.ts";

/** Throws EXPIRED or INVALID_REQUEST unless the deadline of a signed request lies shortly ahead. */
export function checkDeadline(deadline: number, now: number): void {
  requireSafe(deadline, "deadline");
  if (deadline < now)
    throw new ProblemError(ProblemCode.EXPIRED, "The request's deadline is over.");
  if (deadline > now + MAX_REQUEST_SECONDS) {
    const text = `A request's deadline is at most ${MAX_REQUEST_SECONDS} seconds ahead.`;
    throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
  }
}

/** Throws unless the mailbox's key asks this Edge, in time and for the first time (EIP-712 FetchRequest). */
export function authorizeFetch(fetch: wire.Fetch, services: RelayServices): void {
  const { edge, view, nonces } = services;
  const { deadline } = fetch;
  const now = view.now();
  const mailbox = addressOf(fetch.mailbox, "fetch.mailbox");
  const nonce = hashOf(fetch.nonce, "fetch.nonce");
  checkDeadline(deadline, now);
  const request = { mailbox, edge, nonce, deadline };
  const digest = digestBytesOf(view.deployment, "FetchRequest", request);
  if (recoverSigner(digest, fetch.signature) !== mailbox) {
    const text = "The fetch is not signed by the mailbox's key.";
    throw new ProblemError(ProblemCode.INVALID_SIGNATURE, text);
  }
  nonces.use(fetch.nonce, deadline, now);
}

/** The page that an authorised fetch asks for. */
export function readPage(fetch: wire.Fetch, { store, view }: RelayServices) {
  const after = requireSafe(fetch.after, "fetch.after");
  return store.read({
    mailbox: fetch.mailbox,
    after,
    now: view.now(),
    limit: Math.min(fetch.limit || DEFAULT_ANSWER_MESSAGES, MAX_ANSWER_MESSAGES),
    maxBytes: MAX_ANSWER_BYTES,
  });
}
