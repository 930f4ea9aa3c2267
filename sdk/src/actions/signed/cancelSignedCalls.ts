import { type Abi, encodeFunctionData } from "viem";
import { contractAbis } from "../calls/context.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import type { SignedContract } from "./signCalls.ts";

export type CancelSignedCallsParameters = WriteOptions & { contract: SignedContract };

/** Voids the calls of `contract` that the sender signed and nobody made yet. */
export const cancelSignedCalls = defineWrite((client, parameters: CancelSignedCallsParameters) => {
  const { contract } = parameters;
  const abi: Abi = contractAbis[contract];
  const call = { abi, functionName: "cancelSignedCalls", args: [] };
  const to = client.deployment.contracts[contract];
  return { contract, to, ...call, data: encodeFunctionData(call), value: 0n };
});
