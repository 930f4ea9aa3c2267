import type { Hex } from "viem";
import type { Did } from "../actions/did/index.ts";
import type { CustodyReceipt } from "../relay/index.ts";
import type { Content } from "./content.ts";

/** A message that was decrypted and whose sender the chain vouches for. */
export type InboundMessage = {
  content: Content;
  from: Did;
  /** The sender's device. */
  deviceId: Hex;
  /** The sender's DID moved to another nonce since the last message: it may have changed hands. */
  identityChanged: boolean;
};

/** A message that is on the disks of at least two Edges for each device that is to read it. */
export type SentMessage = {
  id: Hex;
  /** Epoch of the deposits, the latest where they differ. */
  epoch: number;
  receipts: CustodyReceipt[];
};
