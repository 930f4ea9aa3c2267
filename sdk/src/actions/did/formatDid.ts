import { SendingError } from "../../errors/index.ts";

/** `did:sdn:<chain id>:<token id, 40 hex digits>` */
export type Did = `did:sdn:${number}:${string}`;

/** Writes the DID with token id `id` (below 2^160) of the chain's registry. */
export function formatDid(chainId: number, id: bigint): Did {
  if (id < 0n || id >= 1n << 160n) {
    throw new SendingError("The token id of a DID has at most 160 bits.", {
      code: "INVALID_DID",
      details: String(id),
    });
  }
  return `did:sdn:${chainId}:${id.toString(16).padStart(40, "0")}`;
}
