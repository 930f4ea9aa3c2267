import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type GetDidReturnType = {
  did: string;
  controller: Address;
  /** Times that the DID was transferred or bumped. */
  nonce: number;
  /** Number of linked wallets, at most 32; the indexer knows which. */
  linkCount: number;
};

/** Reads a DID. Reverts: ERC721NonexistentToken. */
export async function getDid(
  client: SendingContext,
  { did }: { did: string },
): Promise<GetDidReturnType> {
  const id = tokenIdOf(client, did);
  const [controller, nonce, linkCount] = await Promise.all([
    readContract(client, "didRegistry", "ownerOf", [id]),
    readContract(client, "didRegistry", "nonceOf", [id]),
    readContract(client, "didRegistry", "linkCountOf", [id]),
  ]);
  return { did, controller, nonce: Number(nonce), linkCount: Number(linkCount) };
}
