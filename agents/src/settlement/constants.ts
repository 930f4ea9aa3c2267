import { zeroHash } from "viem";
import type { SettlementState } from "./types.ts";

/** Basis points of one. */
export const BPS = 10_000n;

/** Part of every collected fee that the protocol keeps (beta), in basis points. */
export const PROTOCOL_FEE_BPS = 1_000n;

/** Part of that fee which a fully available Edge gets back (kappa), in basis points; below one, so that
 * paying oneself always costs. */
export const REBATE_BPS = 9_000n;

/** One part in this many of a deposit is surety: not spendable, and lost by promising too much. */
export const SURETY_PARTS = 10n;

/** Stake above this earns no more. Wei. */
export const STAKE_CAP = 160_000n * 10n ** 18n;

/** Most that weighted stake earns in a day, in basis points. */
export const MAX_YIELD_BPS = 10n;

/** Delegations count up to so many times the bond. */
export const DELEGATION_FACTOR = 10n;

export const DAY = 86_400n;

/** Version of the data set's encoding. */
export const DATA_VERSION = 2;

export const ONE_SEND = 10n ** 18n;

export const NO_PAYLOAD = zeroHash;

/** State before the first settled epoch. */
export const EMPTY_STATE: SettlementState = { credits: [], debits: [], scores: [], keys: [] };
