import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex } from "viem";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import type { PeerSigner } from "../../sdk/src/actions/index.ts";

/** Fresh keys of a node: its hot signer and the Ed25519 key of its peer id. */
export function freshNodeKeys(): { signer: PrivateKeyAccount; peer: PeerSigner } {
  const seed = ed25519.utils.randomSecretKey();
  return {
    signer: privateKeyToAccount(generatePrivateKey()),
    peer: {
      publicKey: bytesToHex(ed25519.getPublicKey(seed)),
      sign: (message) => ed25519.sign(message, seed),
    },
  };
}
