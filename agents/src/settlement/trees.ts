import { type SumTree, sumTree } from "@sendingnetwork/sdk/merkle";
import { encodeAbiParameters, keccak256, parseAbiParameters } from "viem";
import { NO_PAYLOAD, ONE_SEND } from "./constants.ts";
import type { Cumulative, EdgeRow, WatchdogRow } from "./types.ts";

const EDGE_PAYLOAD = parseAbiParameters("uint32 ok, uint32 n, uint16 scoreBps, uint256 weight");

/** Credits or debits: a leaf per account, ascending; `second` is the epoch of the last change. */
export function cumulativeTree(entries: readonly Cumulative[]): SumTree {
  return sumTree(
    entries.map(({ account, amount, epoch }) => ({
      key: account,
      amount,
      second: BigInt(epoch),
      payloadDigest: NO_PAYLOAD,
    })),
  );
}

/** A leaf per active Edge: what it collected, and its weight in whole SEND. */
export function edgesTree(rows: readonly EdgeRow[]): SumTree {
  return sumTree(
    rows.map(({ edge, collected, ok, n, scoreBps, weight }) => ({
      key: edge,
      amount: collected,
      second: weight / ONE_SEND,
      payloadDigest: keccak256(encodeAbiParameters(EDGE_PAYLOAD, [ok, n, scoreBps, weight])),
    })),
  );
}

/** A leaf per payout address: its pay, and the shares that it earned. */
export function watchdogsTree(rows: readonly WatchdogRow[]): SumTree {
  return sumTree(
    rows.map(({ payout, amount, shares }) => ({
      key: payout,
      amount,
      second: BigInt(shares),
      payloadDigest: NO_PAYLOAD,
    })),
  );
}
