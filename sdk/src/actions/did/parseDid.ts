import { SendingError } from "../../errors/index.ts";
import type { Did } from "./formatDid.ts";

const SHAPE = /^did:sdn:([1-9][0-9]{0,15}):([0-9a-f]{40})$/;

/** Reads what formatDid writes. Throws INVALID_DID. */
export function parseDid(did: string): { did: Did; chainId: number; id: bigint } {
  const [, chainId, id] = SHAPE.exec(did) ?? [];
  if (!chainId || !id || !Number.isSafeInteger(Number(chainId))) {
    throw new SendingError("This is not a DID of SendingNetwork.", {
      code: "INVALID_DID",
      details: did,
      hint: "It reads did:sdn:<chain id>:<40 lower-case hex digits>.",
    });
  }
  return { did: did as Did, chainId: Number(chainId), id: BigInt(`0x${id}`) };
}
