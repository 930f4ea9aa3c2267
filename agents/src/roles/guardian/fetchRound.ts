import { SendingError } from "@sendingnetwork/sdk/errors";
import * as v from "valibot";
import type { Hex } from "viem";
import { BEACON_TIMEOUT_MS } from "./constants.ts";

const answerSchema = v.object({
  round: v.number(),
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/, "is not a point of G1")),
});

/**
 * The signature of a round from a drand HTTP endpoint. It is not checked here: the contract does.
 * @throws SendingError BEACON_UNAVAILABLE, also for a round whose time has not come
 */
export async function fetchRound(url: string, round: number, signal: AbortSignal): Promise<Hex> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(BEACON_TIMEOUT_MS)]);
  try {
    const response = await fetch(`${url}/public/${round}`, { signal: limit });
    if (!response.ok) throw new TypeError(`status ${response.status}`);
    const answer = v.parse(answerSchema, await response.json());
    if (answer.round !== round) throw new TypeError(`round ${answer.round} instead`);
    return `0x${answer.signature}`;
  } catch (cause) {
    throw new SendingError("The randomness beacon does not give the round.", {
      code: "BEACON_UNAVAILABLE",
      details: `round ${round} at ${url}`,
      hint: "Check --beacon; GET <url>/public/latest must answer.",
      cause,
    });
  }
}
