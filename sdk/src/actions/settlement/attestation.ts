import type { Hex } from "viem";

/** Signatures of Guardians over one digest. */
export type Attestation = {
  /** Packed (signer 20, stake 12) pairs of the epoch's whole Guardian set in slot order. */
  guardians: Hex;
  /** Bit i: the Guardian in slot i signed. */
  bitmap: number;
  /** One 65-byte (r, s, v) signature per set bit, lowest first. */
  signatures: Hex;
};
