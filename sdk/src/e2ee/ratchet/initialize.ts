import { generateKeyPair, type KeyPair } from "../keyPair.ts";
import type { E2eeContext } from "../profile.ts";
import type { SharedSecrets } from "../x3dh.ts";
import { deriveRoot } from "./keys.ts";
import type { RatchetState } from "./state.ts";

/**
 * RatchetInitAliceHE: the initiator may send at once. `remote` is the responder's signed pre-key.
 * @throws SendingError LOW_ORDER_POINT
 */
export function initializeInitiator(
  context: E2eeContext,
  secrets: SharedSecrets,
  remote: Uint8Array,
): RatchetState {
  const self = generateKeyPair(context.crypto);
  const agreed = context.crypto.x25519(self.secret, remote);
  const { root, chain, nextHeaderKey } = deriveRoot(context, secrets.root, agreed);
  return {
    self,
    remote,
    root,
    sending: { key: chain, headerKey: secrets.headerKey },
    receiving: undefined,
    nextSendingHeaderKey: nextHeaderKey,
    nextReceivingHeaderKey: secrets.nextHeaderKey,
    sent: 0,
    received: 0,
    previousSent: 0,
    skipped: [],
  };
}

/** RatchetInitBobHE: the responder cannot send before it has received. */
export function initializeResponder(secrets: SharedSecrets, signedPreKey: KeyPair): RatchetState {
  return {
    self: signedPreKey,
    remote: undefined,
    root: secrets.root,
    sending: undefined,
    receiving: undefined,
    nextSendingHeaderKey: secrets.nextHeaderKey,
    nextReceivingHeaderKey: secrets.headerKey,
    sent: 0,
    received: 0,
    previousSent: 0,
    skipped: [],
  };
}
