import { type Address, type Hex, zeroAddress, zeroHash } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type Recovery = {
  /** Who may start one. */
  recovery: Address;
  /** What was started: who gets the DID, from which second on; `null` while nothing is. */
  pending: { newHolder: Address; readyAt: number } | null;
};

export type GetDidReturnType = {
  did: string;
  controller: Address;
  /** Times that the DID was transferred or bumped. */
  nonce: number;
  /** Number of linked wallets, at most 32; {@link resolveDid} and the indexer know which. */
  linkCount: number;
  /** Number of active devices, at most 32. */
  deviceCount: number;
  /** Content id of the profile. */
  profile: Hex | null;
  recovery: Recovery | null;
  /** Block of the last change. */
  changedAt: bigint;
};

/** Reads a DID. Reverts: ERC721NonexistentToken. */
export async function getDid(
  client: SendingContext,
  { did }: { did: string },
): Promise<GetDidReturnType> {
  const args = [tokenIdOf(client, did)] as const;
  const [controller, nonce, linkCount, deviceCount, profile, recovery, changedAt] =
    await Promise.all([
      readContract(client, "didRegistry", "ownerOf", args),
      readContract(client, "didRegistry", "nonceOf", args),
      readContract(client, "didRegistry", "linkCountOf", args),
      readContract(client, "didRegistry", "deviceCountOf", args),
      readContract(client, "didRegistry", "profileOf", args),
      readContract(client, "didRegistry", "recoveryOf", args),
      readContract(client, "didRegistry", "changedAt", args),
    ]);
  return {
    ...{ did, controller, changedAt },
    nonce: Number(nonce),
    linkCount: Number(linkCount),
    deviceCount: Number(deviceCount),
    profile: profile === zeroHash ? null : profile,
    recovery: recoveryFrom(recovery),
  };
}

type Stored = { recovery: Address; newHolder: Address; readyAt: bigint };

function recoveryFrom({ recovery, newHolder, readyAt }: Stored): Recovery | null {
  if (recovery === zeroAddress) return null;
  const pending = readyAt === 0n ? null : { newHolder, readyAt: Number(readyAt) };
  return { recovery, pending };
}
