import type { Address } from "viem";
import { SendingError } from "../errors/index.ts";
import { messageHash } from "../merkle/index.ts";
import { fromProblem, type RequestOptions, type wire } from "../wire/index.ts";
import { readCustody, verifyCustody } from "./custodyReceipt.ts";
import type { SignedBatches } from "./signedBatches.ts";
import type { CustodyReceipt } from "./types.ts";

export type DepositParameters = RequestOptions & {
  mailbox: Address;
  /** 32 bytes, random unless it is to prove something. */
  blind: Uint8Array;
  payload: Uint8Array;
  /** Unix seconds; 0: pushed to connected readers only, never stored. */
  expiry: number;
  /** Fixes who is responsible until the expiry. */
  epoch: number;
  /** Told of each valid receipt as it arrives. */
  onReceipt?: ((receipt: CustodyReceipt) => void) | undefined;
};

export type DepositResult = { messageHash: `0x${string}`; receipts: CustodyReceipt[] };

/** Copies on disk that make a deposit acknowledged. */
const COPIES = 2;

/** Collects the answers to one deposit: valid receipts of distinct responsible Edges, then the Ack. */
export function depositReader(
  parameters: DepositParameters,
  edges: readonly Address[],
  batches: SignedBatches,
): (frame: wire.RelayFrame) => DepositResult | undefined {
  const { blind, payload, expiry, onReceipt } = parameters;
  const mailbox = parameters.mailbox.toLowerCase() as Address;
  const hash = messageHash({ blind, payload });
  const item = { mailbox, messageHash: hash, size: payload.length, expiry };
  const needed = Math.min(COPIES, edges.length);
  const receipts = new Map<Address, CustodyReceipt>();
  return ({ problem, custody, ack }) => {
    if (problem !== undefined) throw fromProblem(problem);
    if (custody !== undefined) {
      const receipt = readCustody(custody);
      const isValid = edges.includes(receipt.edge) && verifyCustody(batches, item, receipt);
      if (isValid && !receipts.has(receipt.edge)) {
        receipts.set(receipt.edge, receipt);
        onReceipt?.(receipt);
      }
    }
    if (ack === undefined) return undefined;
    if (receipts.size >= needed) return { messageHash: hash, receipts: [...receipts.values()] };
    const details = `${receipts.size} valid receipts, ${needed} needed`;
    throw new SendingError("A deposit was acknowledged without its receipts.", {
      code: "RECEIPTS_MISSING",
      details,
    });
  };
}
