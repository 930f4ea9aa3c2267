import type { Address } from "viem";
import { SendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

const VIRTUAL_SHARES = 1_000_000n;

/**
 * Shares of a pool that bring `amount` wei; all that the delegator has without an amount.
 * @throws SendingError NO_DELEGATION, DELEGATION_TOO_SMALL
 */
export async function sharesFor(
  client: SendingContext,
  given: { pool: bigint; delegator: Address; amount: bigint | undefined },
): Promise<bigint> {
  const { pool, delegator, amount } = given;
  const [held, { stake, shares }] = await Promise.all([
    readContract(client, "delegationPools", "sharesOf", [pool, delegator]),
    readContract(client, "delegationPools", "pool", [pool]),
  ]);
  if (held === 0n) {
    throw new SendingError("Nothing is delegated there.", {
      code: "NO_DELEGATION",
      details: `pool ${pool}, ${delegator}`,
      hint: "getDelegations lists the pools of an account.",
    });
  }
  if (amount === undefined) return held;
  const wanted = (amount * (shares + VIRTUAL_SHARES) + stake) / (stake + 1n);
  if (wanted > 0n && wanted <= held) return wanted;
  throw new SendingError("Less is delegated there.", {
    code: "DELEGATION_TOO_SMALL",
    details: `${amount} wei of ${(held * (stake + 1n)) / (shares + VIRTUAL_SHARES)}`,
    hint: "Leave the amount out to take all.",
  });
}
