/** Seconds on the chain between one Guardian's turn and the next one's at work that needs only one. */
export const STAGGER_SECONDS = 2;

/** Seconds that another Guardian's clock may lie behind before its proposal is refused. */
export const CLOCK_SLACK_SECONDS = 2;

/** Longest wait for another Guardian, in milliseconds. */
export const ASK_TIMEOUT_MS = 4_000;

/** Once a quorum signed, how long the others are waited for, in milliseconds. */
export const LATE_SIGNERS_MS = 700;

/** Different items of one author that are kept for an epoch: two void each other, more add nothing. */
export const MAX_VARIANTS = 2;

/** Epochs after which an item that was settled is dropped; the data set keeps it. */
export const KEEP_ITEMS_EPOCHS = 64;

/** Epochs after its end from which an epoch may be voided (EpochSettlement.VOID_AFTER_EPOCHS). */
export const VOID_AFTER_EPOCHS = 30;

/** Longest wait for the beacon, in milliseconds. */
export const BEACON_TIMEOUT_MS = 3_000;
