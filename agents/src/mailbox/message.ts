/** A message as an Edge keeps it. */
export type NewMessage = {
  /** 20 bytes. */
  mailbox: Uint8Array;
  /** 32 bytes, see messageHash in the SDK. */
  hash: Uint8Array;
  /** 32 bytes. */
  blind: Uint8Array;
  payload: Uint8Array;
  /** Unix seconds. */
  expiry: number;
  /** Epoch that fixes who is responsible. */
  epoch: number;
};

export type StoredRow = Omit<NewMessage, "mailbox"> & {
  /** Grows with every message of this Edge; never used twice. */
  sequence: number;
};
