import { type Account, type Address, bytesToHex, type Hex, hexToBytes, zeroHash } from "viem";
import { parseAccount } from "viem/accounts";
import { getBlock, signTypedData } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { digestOf, type NodeKeys, typedDataOf } from "../../typed-data/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import {
  accountOf,
  type WriteOptions,
  type Written,
  writeContract,
} from "../calls/writeContract.ts";
import { withAllowance } from "../token/withAllowance.ts";
import { packMultiaddr } from "./multiaddrBytes.ts";
import { type Role, roles } from "./roles.ts";

const CONSENT_SECONDS = 3_600n;

/** The Ed25519 key behind a libp2p peer id. */
export type PeerSigner = {
  /** Raw public key, 32 bytes. */
  publicKey: Hex;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
};

export type RegisterNodeParameters = WriteOptions & {
  role: Role;
  /** Hot key that signs receipts and bills. */
  signer: Account | Address;
  peer: PeerSigner;
  /** Where the node listens, at most 8. */
  multiaddrs: readonly string[];
  /** In wei of SEND; taken from the sender. */
  bond: bigint;
  /** 32-byte unicast address; none by default. */
  unicast?: Hex | undefined;
};
export type RegisterNodeReturnType = Written & {
  operator: Address;
  /** First epoch in which the node counts. */
  activeFrom: number;
};

/**
 * Registers the sender as operator of a node: signs with both of the node's keys, approves the bond
 * if needed. Reverts: AlreadyRegistered, BondTooSmall, KeyInUse, GuardianSetFull, InvalidMultiaddrs.
 */
export async function registerNode(
  client: SendingContext,
  parameters: RegisterNodeParameters,
): Promise<RegisterNodeReturnType> {
  const { role, peer, bond, unicast = zeroHash } = parameters;
  const operator = accountOf(client, parameters.account).address;
  const signer = parseAccount(parameters.signer);
  const keys = await consentOf(client, {
    operator,
    role: roles.indexOf(role),
    peerId: peer.publicKey,
    signer: signer.address,
  });
  const signerSignature = await signTypedData(client, {
    ...typedDataOf(client.deployment, "NodeKeys", keys),
    account: signer,
  });
  const digest = digestOf(client.deployment, "NodeKeys", keys);
  const peerSignature = bytesToHex(await peer.sign(hexToBytes(digest)));
  const registration = {
    role: keys.role,
    peerId: keys.peerId,
    signer: keys.signer,
    multiaddrs: parameters.multiaddrs.map(packMultiaddr),
    unicast,
    bond,
    deadline: keys.deadline,
  };
  const payment = { ...parameters, spender: "nodeStaking", amount: bond } as const;
  const receipt = await withAllowance(client, payment, () =>
    writeContract(client, {
      ...parameters,
      contract: "nodeStaking",
      functionName: "register",
      args: [registration, signerSignature, peerSignature],
    }),
  );
  const { activeFrom } = eventOf(client, receipt, "nodeStaking", "NodeRegistered");
  return { operator, activeFrom: Number(activeFrom), receipt };
}

async function consentOf(
  client: SendingContext,
  keys: Omit<NodeKeys, "nonce" | "deadline">,
): Promise<NodeKeys> {
  const [nonce, { timestamp }] = await Promise.all([
    readContract(client, "nodeStaking", "nonceOf", [keys.operator]),
    getBlock(client).catch((error) => Promise.reject(toSendingError(error))),
  ]);
  return { ...keys, nonce, deadline: timestamp + CONSENT_SECONDS };
}
