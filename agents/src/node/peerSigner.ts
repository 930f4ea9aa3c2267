import { ed25519 } from "@noble/curves/ed25519.js";
import type { PeerSigner } from "@sendingnetwork/sdk/actions";
import { bytesToHex, type Hex, hexToBytes } from "viem";

/** The libp2p key as a signer of registrations. */
export function peerSigner(peerKey: Hex): PeerSigner {
  const seed = hexToBytes(peerKey);
  return {
    publicKey: bytesToHex(ed25519.getPublicKey(seed)),
    sign: (message) => ed25519.sign(message, seed),
  };
}
