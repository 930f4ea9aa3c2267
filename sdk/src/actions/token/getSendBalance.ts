import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/writeContract.ts";

/** SEND of an account in wei; by default the client's. */
export async function getSendBalance(
  client: SendingContext,
  { account }: { account?: Address | undefined } = {},
): Promise<bigint> {
  const owner = account ?? accountOf(client).address;
  return readContract(client, "sendToken", "balanceOf", [owner]);
}
