import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** SEND that `spender` may take from `owner`, in wei. */
export async function getSendAllowance(
  client: SendingContext,
  { owner, spender }: { owner: Address; spender: Address },
): Promise<bigint> {
  return readContract(client, "sendToken", "allowance", [owner, spender]);
}
