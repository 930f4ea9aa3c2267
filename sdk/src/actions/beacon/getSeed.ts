import type { Hex } from "viem";
import { ContractError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** Seed of an epoch; undefined as long as nobody has proven its round. */
export async function getSeed(
  client: SendingContext,
  { epoch }: { epoch: number },
): Promise<Hex | undefined> {
  try {
    return await readContract(client, "randomBeacon", "seedOf", [BigInt(epoch)]);
  } catch (error) {
    if (error instanceof ContractError && error.errorName === "RoundNotProven") return undefined;
    throw error;
  }
}
