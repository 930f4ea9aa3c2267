import { getBlock } from "viem/actions";
import type { SendingContext } from "../actions/calls/context.ts";
import { tokenIdOf } from "../actions/did/tokenIdOf.ts";
import { toSendingError } from "../errors/index.ts";
import { didLogs } from "./didLogs.ts";
import { type DidState, didState } from "./didState.ts";

export type DidVersion = DidState & {
  /** Block of the last change. */
  changedAt: bigint;
  /** Second of that block. */
  updated: number;
  /** Block of the next change, when an earlier version was asked for and there is one. */
  nextChange: bigint | undefined;
};

/**
 * Reads what hangs on a DID from the chain's events alone, now or as it was at the end of block
 * `atBlock`. `undefined` when there is, or was, no such DID. Throws INVALID_DID, WRONG_CHAIN.
 */
export async function readDid(
  client: SendingContext,
  { did, atBlock }: { did: string; atBlock?: bigint | undefined },
): Promise<DidVersion | undefined> {
  const found = await didLogs(client, tokenIdOf(client, did), atBlock);
  if (!found) return undefined;
  const { logs, changedAt, nextChange } = found;
  try {
    const [changed, latest] = await Promise.all([
      getBlock(client, { blockNumber: changedAt }),
      getBlock(client),
    ]);
    // What has run out is judged by the time of the version.
    const past = atBlock !== undefined && atBlock < latest.number;
    const now = past ? await getBlock(client, { blockNumber: atBlock }) : latest;
    const state = didState(logs, Number(now.timestamp));
    return { ...state, changedAt, nextChange, updated: Number(changed.timestamp) };
  } catch (error) {
    throw toSendingError(error);
  }
}
