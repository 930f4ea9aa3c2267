import { type Hex, hexToBigInt, size, slice } from "viem";
import { SendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { eventOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type ProveRoundParameters = WriteOptions & {
  round: number;
  /** The beacon's BLS signature as drand publishes it: a G1 point, 64 bytes. */
  signature: Hex;
};
export type ProveRoundReturnType = Written & { randomness: Hex };

/** Stores a round of the random beacon. Reverts: RoundAlreadyProven, InvalidBeaconSignature. */
export async function proveRound(
  client: SendingContext,
  parameters: ProveRoundParameters,
): Promise<ProveRoundReturnType> {
  const { round, signature } = parameters;
  if (size(signature) !== 64) {
    throw new SendingError("A beacon signature has 64 bytes.", {
      code: "INVALID_BEACON_SIGNATURE",
      details: `${size(signature)} bytes`,
    });
  }
  const point = [slice(signature, 0, 32), slice(signature, 32, 64)] as const;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "randomBeacon",
    functionName: "prove",
    args: [BigInt(round), [hexToBigInt(point[0]), hexToBigInt(point[1])]],
  });
  const { randomness } = eventOf(client, receipt, "randomBeacon", "RoundProven");
  return { randomness, receipt };
}
