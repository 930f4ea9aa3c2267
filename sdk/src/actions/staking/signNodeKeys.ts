import { type Account, type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { getBlock, signTypedData } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { digestOf, type NodeKeys, typedDataOf } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { type Role, roles } from "./roles.ts";

const CONSENT_SECONDS = 3_600n;

/** The Ed25519 key behind a libp2p peer id. */
export type PeerSigner = {
  /** Raw public key, 32 bytes. */
  publicKey: Hex;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
};

export type SignedNodeKeys = { keys: NodeKeys; signerSignature: Hex; peerSignature: Hex };

/** Both of a node's keys sign that they belong to the operator. */
export async function signNodeKeys(
  client: SendingContext,
  node: { operator: Address; role: Role; peer: PeerSigner; signer: Account },
): Promise<SignedNodeKeys> {
  const { operator, role, peer, signer } = node;
  const [nonce, { timestamp }] = await Promise.all([
    readContract(client, "nodeStaking", "nonceOf", [operator]),
    getBlock(client).catch((error) => Promise.reject(toSendingError(error))),
  ]);
  const keys = {
    operator,
    role: roles.indexOf(role),
    peerId: peer.publicKey,
    signer: signer.address,
    nonce,
    deadline: timestamp + CONSENT_SECONDS,
  };
  const signerSignature = await signTypedData(client, {
    ...typedDataOf(client.deployment, "NodeKeys", keys),
    account: signer,
  });
  const digest = digestOf(client.deployment, "NodeKeys", keys);
  const peerSignature = bytesToHex(await peer.sign(hexToBytes(digest)));
  return { keys, signerSignature, peerSignature };
}
