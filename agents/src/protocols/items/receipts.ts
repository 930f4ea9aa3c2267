import {
  digestBytesOf,
  type ItemReceipt,
  type SigningContext,
} from "@sendingnetwork/sdk/typed-data";
import {
  addressBytes,
  addressOf,
  bytesOf,
  hashOf,
  requireSafe,
  signatureOf,
  type wire,
} from "@sendingnetwork/sdk/wire";
import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { recoverSigner, type Signer } from "../../signing/index.ts";

/** A Guardian's word that it holds an item. */
export type SignedReceipt = ItemReceipt & { signature: Hex };

export function signReceipt(
  context: SigningContext,
  signer: Signer,
  receipt: ItemReceipt,
): SignedReceipt {
  const signature = signer.sign(digestBytesOf(context, "ItemReceipt", receipt));
  return { ...receipt, signature: bytesToHex(signature) };
}

/** Whether `signer`, the Guardian's key of that epoch, signed the receipt. */
export function isReceiptOf(
  context: SigningContext,
  receipt: SignedReceipt,
  signer: Address | undefined,
): boolean {
  const digest = digestBytesOf(context, "ItemReceipt", receipt);
  return signer !== undefined && recoverSigner(digest, hexToBytes(receipt.signature)) === signer;
}

export function encodeReceipt(receipt: SignedReceipt): wire.ItemReceipt {
  return {
    guardian: addressBytes(receipt.guardian),
    epoch: receipt.epoch,
    kind: receipt.kind,
    itemHash: bytesOf(receipt.itemHash),
    signature: bytesOf(receipt.signature),
  };
}

/** @throws ProblemError MALFORMED_FRAME */
export function decodeReceipt(receipt: wire.ItemReceipt): SignedReceipt {
  return {
    guardian: addressOf(receipt.guardian, "receipt.guardian"),
    epoch: requireSafe(receipt.epoch, "receipt.epoch"),
    kind: requireSafe(receipt.kind, "receipt.kind"),
    itemHash: hashOf(receipt.itemHash, "receipt.item_hash"),
    signature: signatureOf(receipt.signature, "receipt.signature"),
  };
}
