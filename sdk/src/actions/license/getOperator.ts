import { type Address, zeroAddress } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** Who runs a licence in its holder's place; undefined when nobody does. */
export async function getOperator(
  client: SendingContext,
  { license }: { license: bigint },
): Promise<Address | undefined> {
  const operator = await readContract(client, "watchDogLicense", "operatorOf", [license]);
  return operator === zeroAddress ? undefined : operator;
}
