import type { Hex } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetPointsTermsParameters = WriteOptions & {
  /** Root and sum of a {@link pointsSnapshot}. */
  root: Hex;
  totalPoints: bigint;
  /** Wei of SEND for a point. */
  weiPerPoint: bigint;
  /** Unix seconds, ahead. */
  opensAt: number;
  vestingSeconds: number;
  /** Unix seconds; not before everything has vested, nor more than a year after. */
  closesAt: number;
};

/**
 * Sets how points become SEND, until that opens: governance's. Reverts: OwnableUnauthorizedAccount,
 * AlreadyOpen, InvalidTerms, AllocationExceeded.
 */
export const setPointsTerms = defineWrite((client, parameters: SetPointsTermsParameters) => {
  const { root, totalPoints, weiPerPoint, opensAt, vestingSeconds, closesAt } = parameters;
  return contractCall(client, {
    contract: "pointsConverter",
    functionName: "setTerms",
    args: [{ root, totalPoints, weiPerPoint, opensAt, vestingSeconds, closesAt }],
  });
});
