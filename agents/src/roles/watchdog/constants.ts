/** Longest a test may take before it has failed, in milliseconds. */
export const TEST_TIMEOUT_MS = 8_000;

/** Bytes of a test message: the smallest size class of ordinary messages. */
export const PAYLOAD_BYTES = 256;

/** Part of an epoch, at its end, in which no test starts any more: the proof needs some time. */
export const QUIET_PART = 0.25;

/** Longest wait for a Guardian's receipt, in milliseconds. */
export const HAND_IN_TIMEOUT_MS = 5_000;

/** Epochs after which a report and its evidence are dropped: nobody can claim for them any more. */
export const KEEP_EPOCHS = 366;
