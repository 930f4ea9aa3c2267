import type { Hex } from "viem";
import { type CustodyItem, custodyLeaf } from "../custody/index.ts";
import { verifyMerkleProof } from "../merkle/index.ts";
import { addressOf, hashOf, requireSafe, signatureOf, type wire } from "../wire/index.ts";
import type { SignedBatches } from "./signedBatches.ts";
import type { CustodyReceipt } from "./types.ts";

/** @throws ProblemError MALFORMED_FRAME */
export function readCustody(custody: wire.Custody): CustodyReceipt {
  return {
    edge: addressOf(custody.edge, "custody.edge"),
    index: custody.index,
    path: custody.path.map((node) => hashOf(node, "custody.path")),
    root: hashOf(custody.root, "custody.root"),
    count: custody.count,
    storedAt: requireSafe(custody.storedAt, "custody.stored_at"),
    signature: signatureOf(custody.signature, "custody.signature"),
  };
}

/** Whether the receipt is for `item` and signed by the Edge's key of that time. */
export function verifyCustody(
  batches: SignedBatches,
  item: CustodyItem,
  receipt: CustodyReceipt,
): boolean {
  const { index, path, root, count } = receipt;
  const leaf: Hex = custodyLeaf(item);
  return verifyMerkleProof({ leaf, index, path, root, count }) && batches.isCustodyBatch(receipt);
}
