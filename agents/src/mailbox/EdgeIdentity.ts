import { digestBytesOf, type SigningContext } from "@sendingnetwork/sdk/typed-data";
import type { Bytes } from "@sendingnetwork/sdk/wire";
import type { Address, Hex } from "viem";
import type { Signer } from "../signing/index.ts";

/** Who signs receipts and answers: the operator's address names the Edge, its hot key signs. */
export type EdgeIdentity = {
  edge: Address;
  deployment: SigningContext;
  signer: Signer;
};

/** Signature over a CustodyBatch: everything under `root` is on this Edge's disk since `storedAt`. */
export function signCustodyBatch(
  { edge, deployment, signer }: EdgeIdentity,
  batch: { root: Hex; count: number; storedAt: number },
): Bytes {
  return signer.sign(digestBytesOf(deployment, "CustodyBatch", { edge, ...batch }));
}

/** Signature over a FetchBatch: these were this Edge's answers at `answeredAt`. */
export function signFetchBatch(
  { edge, deployment, signer }: EdgeIdentity,
  batch: { root: Hex; count: number; answeredAt: number },
): Bytes {
  return signer.sign(digestBytesOf(deployment, "FetchBatch", { edge, ...batch }));
}
