import { MAX_FRAME } from "@sendingnetwork/sdk/wire";

/** Largest payload: alone in a fetch answer, with its path, it still fits a frame. */
export const MAX_PAYLOAD = MAX_FRAME - 8 * 1024;

/** Payload bytes of one fetch answer; what remains of the frame is for paths and headers. */
export const MAX_ANSWER_BYTES = MAX_FRAME - 128 * 1024;

/** Most messages in a fetch answer, and the number when none is asked for. */
export const MAX_ANSWER_MESSAGES = 1_000;
export const DEFAULT_ANSWER_MESSAGES = 100;

/** Most messages that one request deletes. */
export const MAX_DELETIONS = 1_000;

/** Longest life of a signed request, in seconds: as long its nonce is remembered. */
export const MAX_REQUEST_SECONDS = 600;

/** Seconds after an epoch's start in which deposits may still name the one before. */
export const PREVIOUS_EPOCH_SECONDS = 5;

/** Seconds before an epoch's start in which deposits may name it already: the depositor's head may be ahead. */
export const NEXT_EPOCH_SECONDS = 2;

/** Seconds by which an expiry may exceed the network's longest: the depositor's head may be ahead. */
export const EXPIRY_SLACK_SECONDS = 60;

/** Mailboxes that one stream may follow. */
export const MAX_FOLLOWED = 1_024;

/** Deposits of one stream under way before its reading pauses. */
export const MAX_DEPOSITS_UNDER_WAY = 4_096;

/** Bytes that wait for a slow reader before it is no longer pushed to, but read to from disk. */
export const MAX_READER_BYTES = 1024 * 1024;

/** Time in which a slow reader must take what waits for it before it is disconnected. */
export const SLOW_READER_MS = 30_000;

/** Time for which a sender of unstored messages is held back by a slow reader before that one misses some. */
export const SENDER_PATIENCE_MS = 1_000;

/** Copies on disk of which the depositor is told by an Ack. */
export const COPIES_FOR_ACK = 2;
