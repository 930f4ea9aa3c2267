import type { Hex } from "viem";
import { type Did, formatDid, parseDid } from "../actions/did/index.ts";
import { SendingError } from "../errors/index.ts";

/** A DID's number as the 20 bytes of hex that sessions know it by. */
export function didHex(did: bigint): Hex {
  return `0x${did.toString(16).padStart(40, "0")}`;
}

/** The number of a DID of this network. @throws SendingError WRONG_CHAIN, and what parseDid throws */
export function didNumber(chainId: number, did: string): bigint {
  const parsed = parseDid(did);
  if (parsed.chainId === chainId) return parsed.id;
  const details = `${did} on chain ${chainId}`;
  throw new SendingError("The DID belongs to another network.", { code: "WRONG_CHAIN", details });
}

export function didText(chainId: number, did: Hex): Did {
  return formatDid(chainId, BigInt(did));
}
