import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type ApproveParameters = WriteOptions & {
  spender: Address;
  /** In wei of SEND; replaces what was allowed before. */
  amount: bigint;
};

/** Lets `spender` take SEND from the sender. */
export const approve = defineWrite((client, { spender, amount }: ApproveParameters) =>
  contractCall(client, {
    contract: "sendToken",
    functionName: "approve",
    args: [spender, amount],
  }),
);
