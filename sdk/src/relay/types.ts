import type { Address, Hex, LocalAccount } from "viem";
import type { NetworkView } from "../network/index.ts";

/** What a client asks about the network: a part of NetworkView. */
export type RelayView = Pick<
  NetworkView,
  | "clock"
  | "currentEpoch"
  | "deployment"
  | "node"
  | "now"
  | "on"
  | "responsible"
  | "responsibleSince"
  | "signerAt"
  | "waitFor"
>;

/** The key that a mailbox is: its address is the mailbox's id, its signature opens it. */
export type MailboxKey = { readonly address: Address; sign: NonNullable<LocalAccount["sign"]> };

/** An Edge's proof that it has a message on disk: the leaf's path to a root that it signed (CustodyBatch). */
export type CustodyReceipt = {
  /** Operator of the Edge. */
  edge: Address;
  index: number;
  path: Hex[];
  root: Hex;
  count: number;
  /** Unix seconds. */
  storedAt: number;
  signature: Hex;
};

export type MailboxMessage = {
  mailbox: Address;
  messageHash: Hex;
  blind: Uint8Array;
  payload: Uint8Array;
  /** Unix seconds; 0: it was pushed only. */
  expiry: number;
  epoch: number;
  /** The Edge that handed it out, and its cursor there. */
  edge: Address;
  sequence: number;
};

/** An Edge's signed answer to a fetch (FetchBatch), as evidence. */
export type FetchProof = {
  edge: Address;
  nonce: Hex;
  index: number;
  path: Hex[];
  root: Hex;
  count: number;
  answeredAt: number;
  signature: Hex;
};

export type FetchResult = { messages: MailboxMessage[]; more: boolean; proof: FetchProof };
