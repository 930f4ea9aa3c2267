import { createPublicKey, verify } from "node:crypto";
import { digestBytesOf, type SigningContext } from "@sendingnetwork/sdk/typed-data";
import { type Address, type Hex, hexToBytes } from "viem";

type Consent = {
  operator: Address;
  role: number;
  peerId: Hex;
  signer: Address;
  nonce: bigint;
  deadline: bigint;
  peerSignature: Hex;
};

/** DER header of an Ed25519 public key (RFC 8410). */
const HEADER = "302a300506032b6570032100";

/** Whether the peer's Ed25519 key agreed to serve the operator; the contract cannot check that. */
export function isPeerSigned(deployment: SigningContext, consent: Consent): boolean {
  const { peerSignature, ...keys } = consent;
  try {
    const der = Buffer.from(HEADER + keys.peerId.slice(2), "hex");
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return verify(
      null,
      digestBytesOf(deployment, "NodeKeys", keys),
      key,
      hexToBytes(peerSignature),
    );
  } catch {
    return false;
  }
}
