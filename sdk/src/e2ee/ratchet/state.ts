import { SendingError } from "../../errors/index.ts";
import type { KeyPair } from "../keyPair.ts";

/** Key of a message that has not come, with the second (Unix) in which it was put aside. */
export type SkippedKey = { number: number; key: Uint8Array; at: number };

/** Skipped keys of one receiving chain, which its header key tells from others. */
export type SkippedChain = { headerKey: Uint8Array; keys: readonly SkippedKey[] };

/** A chain key with the header key of its chain; undefined before the chain exists. */
export type Chain = { key: Uint8Array; headerKey: Uint8Array };

/**
 * State of one side of a Double Ratchet with header encryption ("The Double Ratchet Algorithm",
 * section 4). Never changed in place: a step returns the next state. In the specification's names:
 * DHRs, DHRr, RK, (CKs, HKs), (CKr, HKr), NHKs, NHKr, Ns, Nr, PN, MKSKIPPED (oldest first).
 */
export type RatchetState = {
  readonly self: KeyPair;
  readonly remote: Uint8Array | undefined;
  readonly root: Uint8Array;
  readonly sending: Chain | undefined;
  readonly receiving: Chain | undefined;
  readonly nextSendingHeaderKey: Uint8Array;
  readonly nextReceivingHeaderKey: Uint8Array;
  readonly sent: number;
  readonly received: number;
  readonly previousSent: number;
  readonly skipped: readonly SkippedChain[];
};

/** The message is of no chain that this state knows, or was tampered with. */
export function undecryptable(details: string): SendingError {
  return new SendingError("A message cannot be decrypted.", {
    code: "UNDECRYPTABLE_MESSAGE",
    details,
  });
}
