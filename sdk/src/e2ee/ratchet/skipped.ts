import { equalBytes } from "@noble/ciphers/utils.js";
import { SendingError } from "../../errors/index.ts";
import type { E2eeContext } from "../profile.ts";
import { stepChain } from "./keys.ts";
import type { RatchetState, SkippedChain, SkippedKey } from "./state.ts";

/** Drops keys that are `lifetime` seconds old. */
export function dropExpired(
  chains: readonly SkippedChain[],
  now: number,
  lifetime: number,
): readonly SkippedChain[] {
  const expired = ({ at }: SkippedKey) => at + lifetime <= now;
  if (!chains.some((chain) => chain.keys.some(expired))) return chains;
  return chains
    .map((chain) => ({ ...chain, keys: chain.keys.filter((key) => !expired(key)) }))
    .filter((chain) => chain.keys.length > 0);
}

/** Drops one key. */
export function dropKey(
  chains: readonly SkippedChain[],
  chain: SkippedChain,
  key: SkippedKey,
): readonly SkippedChain[] {
  return chains
    .map((other) =>
      other === chain ? { ...other, keys: other.keys.filter((kept) => kept !== key) } : other,
    )
    .filter((other) => other.keys.length > 0);
}

/** Drops the oldest keys beyond `limit`. */
function capped(chains: readonly SkippedChain[], limit: number): readonly SkippedChain[] {
  let surplus = chains.reduce((sum, chain) => sum + chain.keys.length, 0) - limit;
  if (surplus <= 0) return chains;
  return chains
    .map((chain) => {
      const dropped = Math.min(Math.max(surplus, 0), chain.keys.length);
      surplus -= dropped;
      return { ...chain, keys: chain.keys.slice(dropped) };
    })
    .filter((chain) => chain.keys.length > 0);
}

/**
 * SkipMessageKeysHE: puts the keys of the receiving chain's messages before number `until` aside.
 * @throws SendingError TOO_MANY_SKIPPED
 */
export function skipUntil(
  context: E2eeContext,
  state: RatchetState,
  until: number,
  now: number,
): RatchetState {
  const { receiving, received } = state;
  const limit = context.profile.maxSkipped;
  if (!receiving || until <= received) return state;
  if (until - received > limit) {
    throw new SendingError("A message skips more messages than this session may wait for.", {
      code: "TOO_MANY_SKIPPED",
      details: `${until - received} skipped, ${limit} allowed`,
    });
  }
  const fresh: SkippedKey[] = [];
  let { key } = receiving;
  for (let number = received; number < until; number++) {
    const step = stepChain(context, key);
    fresh.push({ number, key: step.message, at: now });
    key = step.chain;
  }
  // Only the newest skipped chain can be the one that is still being received.
  const last = state.skipped.at(-1);
  const same = last && equalBytes(last.headerKey, receiving.headerKey) ? last : undefined;
  const others = same ? state.skipped.slice(0, -1) : state.skipped;
  const chain = { headerKey: receiving.headerKey, keys: [...(same?.keys ?? []), ...fresh] };
  return {
    ...state,
    receiving: { ...receiving, key },
    received: until,
    skipped: capped([...others, chain], limit),
  };
}
