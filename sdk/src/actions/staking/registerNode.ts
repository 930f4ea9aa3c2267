import { type Account, type Address, type Hex, zeroHash } from "viem";
import { parseAccount } from "viem/accounts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import {
  accountOf,
  type WriteOptions,
  type Written,
  writeContract,
} from "../calls/writeContract.ts";
import { withAllowance } from "../token/withAllowance.ts";
import { packMultiaddr } from "./multiaddrBytes.ts";
import type { Role } from "./roles.ts";
import { type PeerSigner, signNodeKeys } from "./signNodeKeys.ts";

export type RegisterNodeParameters = WriteOptions & {
  role: Role;
  /** Hot key that signs receipts and bills. */
  signer: Account | Address;
  peer: PeerSigner;
  /** Where the node listens, at most 8. */
  multiaddrs: readonly string[];
  /** In wei of SEND; taken from the sender. */
  bond: bigint;
  /** What the operator keeps of what delegated stake earns, in basis points, at most 5,000; 0 by default. */
  commissionBps?: number | undefined;
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
  const { role, peer, bond, commissionBps = 0, unicast = zeroHash } = parameters;
  const operator = accountOf(client, parameters.account).address;
  const signer = parseAccount(parameters.signer);
  const signed = await signNodeKeys(client, { operator, role, peer, signer });
  const { keys, signerSignature, peerSignature } = signed;
  const registration = {
    role: keys.role,
    peerId: keys.peerId,
    signer: keys.signer,
    multiaddrs: parameters.multiaddrs.map(packMultiaddr),
    unicast,
    bond,
    commissionBps,
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
