import { publicKeyFromRaw } from "@libp2p/crypto/keys";
import { peerIdFromPublicKey } from "@libp2p/peer-id";
import { multiaddr } from "@multiformats/multiaddr";
import { ed25519 } from "@noble/curves/ed25519.js";
import { type Address, type Hex, hexToBytes } from "viem";
import { digestBytesOf } from "../typed-data/index.ts";
import type { ChainLog, ChainLogOf } from "./chainLog.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { Deployment } from "./deployment.ts";

export type NodeRole = "edge" | "guardian";

/** A registered node as it is in one epoch. */
export type NodeRecord = {
  /** The node's name everywhere: its operator's address, lower case. */
  operator: Address;
  role: NodeRole;
  /** libp2p peer id, as text. */
  peerId: string;
  /** Key whose signatures contracts judge. */
  signer: Address;
  multiaddrs: string[];
  /** Wei of SEND that count in the epoch: bond and delegations. */
  stake: bigint;
  /** First epoch in which the node counts. */
  activeFrom: number;
  /** First epoch in which it no longer counts; undefined: none set. */
  inactiveFrom: number | undefined;
};

type Keys = { peerId: string | undefined; signer: Address };
type Term = { role: NodeRole; activeFrom: number; inactiveFrom: number | undefined };
type Entry = {
  operator: Address;
  terms: Term[];
  keys: Checkpoints<Keys>;
  stakes: Checkpoints<bigint>;
  multiaddrs: string[];
};

const ROLES: Record<number, NodeRole> = { 1: "edge", 2: "guardian" };
export const roleNumber: Record<NodeRole, number> = { edge: 1, guardian: 2 };

/** The nodes that NodeStaking's events describe. Keys whose peer did not sign them count for nothing. */
export class NodeRegister {
  readonly #deployment: Deployment;
  readonly #entries = new Map<Address, Entry>();

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  apply(log: ChainLog): void {
    switch (log.eventName) {
      case "NodeRegistered":
        this.#register(log.args);
        return;
      case "KeysRotated":
        this.#rotate(log.args);
        return;
      case "MultiaddrsChanged":
        this.#of(log.args.operator).multiaddrs = log.args.multiaddrs.flatMap(readMultiaddr);
        return;
      case "StakeChanged":
        this.#of(log.args.operator).stakes.set(Number(log.args.from), log.args.stake);
        return;
      case "NodeSuspended": {
        const entry = this.#of(log.args.operator);
        const term = entry.terms.at(-1);
        if (term === undefined) return;
        term.inactiveFrom = Number(log.args.inactiveFrom);
        entry.stakes.set(term.inactiveFrom, 0n);
        return;
      }
      case "NodeRejoined": {
        const role = ROLES[log.args.role];
        if (role === undefined) return;
        const activeFrom = Number(log.args.activeFrom);
        this.#of(log.args.operator).terms.push({ role, activeFrom, inactiveFrom: undefined });
        return;
      }
      case "NodeLeft": {
        const entry = this.#of(log.args.operator);
        const term = entry.terms.at(-1);
        if (term === undefined) return;
        term.inactiveFrom = Number(log.args.inactiveFrom);
        // The keys stay: an Edge that left still answers for what it holds.
        entry.stakes.set(term.inactiveFrom, 0n);
      }
    }
  }

  /** Nodes that count in `epoch`, ascending by operator. */
  active(role: NodeRole, epoch: number): NodeRecord[] {
    const records: NodeRecord[] = [];
    for (const entry of this.#entries.values()) {
      const term = entry.terms.find((t) => t.role === role && isWithin(t, epoch));
      const record = term === undefined ? undefined : recordOf(entry, term, epoch);
      if (record !== undefined) records.push(record);
    }
    return records.sort((a, b) => (a.operator < b.operator ? -1 : 1));
  }

  /** The node's latest registration, with its keys and stake of `epoch` (or of its first, if later). */
  node(operator: Address, epoch: number): NodeRecord | undefined {
    const entry = this.#entries.get(operator.toLowerCase() as Address);
    const term = entry?.terms.at(-1);
    if (entry === undefined || term === undefined) return undefined;
    return recordOf(entry, term, Math.max(epoch, term.activeFrom));
  }

  byPeerId(peerId: string, epoch: number): NodeRecord | undefined {
    for (const operator of this.#entries.keys()) {
      const record = this.node(operator, epoch);
      if (record?.peerId === peerId) return record;
    }
    return undefined;
  }

  signerAt(operator: Address, epoch: number): Address | undefined {
    return this.#entries.get(operator.toLowerCase() as Address)?.keys.at(epoch)?.signer;
  }

  stakeAt(operator: Address, epoch: number): bigint {
    return this.#entries.get(operator.toLowerCase() as Address)?.stakes.at(epoch) ?? 0n;
  }

  /** First epoch in which the operator counted as an Edge. */
  firstActivation(operator: Address): number | undefined {
    const entry = this.#entries.get(operator.toLowerCase() as Address);
    return entry?.terms.find(({ role }) => role === "edge")?.activeFrom;
  }

  /** Epochs at whose start the set of `role` or a stake in it changed, ascending. */
  changes(role: NodeRole): number[] {
    const epochs = new Set<number>();
    for (const entry of this.#entries.values()) {
      const terms = entry.terms.filter((term) => term.role === role);
      for (const { activeFrom, inactiveFrom } of terms) {
        epochs.add(activeFrom);
        if (inactiveFrom !== undefined) epochs.add(inactiveFrom);
      }
      if (terms.length > 0) for (const epoch of entry.stakes.epochs()) epochs.add(epoch);
      if (terms.length > 0) for (const epoch of entry.keys.epochs()) epochs.add(epoch);
    }
    return [...epochs].sort((a, b) => a - b);
  }

  #register(args: ChainLogOf<"NodeRegistered">["args"]): void {
    const role = ROLES[args.role];
    if (role === undefined) return;
    const entry = this.#of(args.operator);
    const from = Number(args.activeFrom);
    entry.terms.push({ role, activeFrom: from, inactiveFrom: undefined });
    entry.stakes.set(from, args.bond);
    entry.keys.set(from, this.#keys(args, args.role));
  }

  #rotate(args: ChainLogOf<"KeysRotated">["args"]): void {
    const entry = this.#of(args.operator);
    const role = entry.terms.at(-1)?.role;
    if (role !== undefined) entry.keys.set(Number(args.from), this.#keys(args, roleNumber[role]));
  }

  #keys(args: ChainLogOf<"NodeRegistered" | "KeysRotated">["args"], role: number): Keys {
    const { operator, peerId, signer, nonce, deadline, peerSignature } = args;
    const message = { operator, role, peerId, signer, nonce, deadline };
    const digest = digestBytesOf(this.#deployment, "NodeKeys", message);
    const isSigned = isPeerSignature(peerSignature, digest, peerId);
    return {
      peerId: isSigned ? peerIdText(peerId) : undefined,
      signer: signer.toLowerCase() as Address,
    };
  }

  #of(operator: Address): Entry {
    const key = operator.toLowerCase() as Address;
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      const keys = new Checkpoints<Keys>();
      const stakes = new Checkpoints<bigint>();
      entry = { operator: key, terms: [], keys, stakes, multiaddrs: [] };
      this.#entries.set(key, entry);
    }
    return entry;
  }
}

function isWithin(term: Term, epoch: number): boolean {
  return term.activeFrom <= epoch && (term.inactiveFrom === undefined || epoch < term.inactiveFrom);
}

function recordOf(entry: Entry, term: Term, epoch: number): NodeRecord | undefined {
  const keys = entry.keys.at(epoch);
  if (keys?.peerId === undefined) return undefined;
  return {
    operator: entry.operator,
    role: term.role,
    peerId: keys.peerId,
    signer: keys.signer,
    multiaddrs: entry.multiaddrs,
    stake: entry.stakes.at(epoch) ?? 0n,
    activeFrom: term.activeFrom,
    inactiveFrom: term.inactiveFrom,
  };
}

function isPeerSignature(signature: Hex, digest: Uint8Array, peerId: Hex): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), digest, hexToBytes(peerId));
  } catch {
    return false;
  }
}

/** libp2p text of an Ed25519 peer id given as its raw public key. */
export function peerIdText(publicKey: Hex): string {
  return peerIdFromPublicKey(publicKeyFromRaw(hexToBytes(publicKey, { size: 32 }))).toString();
}

function readMultiaddr(bytes: Hex): string[] {
  try {
    return [multiaddr(hexToBytes(bytes)).toString()];
  } catch {
    return [];
  }
}
