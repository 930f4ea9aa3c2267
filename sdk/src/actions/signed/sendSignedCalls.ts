import { type Abi, encodeFunctionData } from "viem";
import { contractAbis } from "../calls/context.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import type { SignedCalls } from "./signCalls.ts";

export type SendSignedCallsParameters = WriteOptions & { signed: SignedCalls };

/**
 * Makes calls that somebody else signed with {@link signCalls}; the sender pays the gas. Reverts:
 * InvalidSignature (also when they were made before), SignatureExpired, and as the calls themselves do.
 */
export const sendSignedCalls = defineWrite((client, { signed }: SendSignedCallsParameters) => {
  const { contract, signer, calls, deadline, signature } = signed;
  const abi: Abi = contractAbis[contract];
  const call = { abi, functionName: "callBySignature", args: [signer, calls, deadline, signature] };
  const to = client.deployment.contracts[contract];
  return { contract, to, ...call, data: encodeFunctionData(call), value: 0n };
});
