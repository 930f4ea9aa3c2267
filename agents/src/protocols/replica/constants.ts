/** Longest wait for another Edge's receipt. */
export const RECEIPT_TIMEOUT_MS = 5_000;

/** Longest wait for a connection to another Edge. */
export const CONNECT_TIMEOUT_MS = 4_000;

/** Time after a failed connection in which no other is tried. */
export const RECONNECT_PAUSE_MS = 500;

/** Bytes that may wait for another Edge before copies to it are given up. */
export const MAX_QUEUED_BYTES = 8 * 1024 * 1024;
