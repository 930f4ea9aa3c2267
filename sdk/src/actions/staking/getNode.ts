import type { Address, Hex } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { unpackMultiaddrs } from "./multiaddrBytes.ts";
import { type Role, roles } from "./roles.ts";

const STATUSES = ["none", "active", "unbonding", "benched", "jailed"] as const;

export type GetNodeReturnType = {
  operator: Address;
  role: Role;
  status: (typeof STATUSES)[number];
  /** Epochs activeFrom <= e < inactiveFrom count the node; inactiveFrom is undefined before it leaves. */
  activeFrom: number;
  inactiveFrom: number | undefined;
  /** Unix seconds from which the bond can be withdrawn; undefined before it leaves. */
  withdrawableAt: number | undefined;
  /** First epoch in which a jailed node may rejoin; undefined if it never was jailed. */
  jailedUntil: number | undefined;
  /** The operator's own, in wei of SEND. */
  bond: bigint;
  /** What counts after every change so far, delegations included; 0 without a place. */
  stake: bigint;
  signer: Address;
  /** Raw Ed25519 public key of the libp2p peer id. */
  peerId: Hex;
  unicast: Hex;
  multiaddrs: string[];
};

/** The node of an operator; undefined when there is none. */
export async function getNode(
  client: SendingContext,
  { operator }: { operator: Address },
): Promise<GetNodeReturnType | undefined> {
  const [node, multiaddrs] = await Promise.all([
    readContract(client, "nodeStaking", "node", [operator]),
    readContract(client, "nodeStaking", "multiaddrsOf", [operator]),
  ]);
  const role = roles[node.role];
  if (!role || role === "none") return undefined;
  const { bond, stake, signer, peerId, unicast } = node;
  return {
    operator,
    role,
    status: STATUSES[node.status] ?? "none",
    activeFrom: Number(node.activeFrom),
    inactiveFrom: Number(node.inactiveFrom) || undefined,
    withdrawableAt: Number(node.withdrawableAt) || undefined,
    jailedUntil: Number(node.jailedUntil) || undefined,
    bond,
    stake,
    signer,
    peerId,
    unicast,
    multiaddrs: unpackMultiaddrs(multiaddrs),
  };
}
