import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/writeContract.ts";

/** Everything a payer has deposited so far, in wei; by default the client's account. */
export async function getDeposit(
  client: SendingContext,
  { payer }: { payer?: Address | undefined } = {},
): Promise<bigint> {
  const owner = payer ?? accountOf(client).address;
  return readContract(client, "paymentEscrow", "depositOf", [owner]);
}
