import { type Address, zeroAddress } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetCompoundingParameters = WriteOptions & {
  /** To whom anybody may delegate what the sender earns; undefined ends that. */
  operator: Address | undefined;
};

/** Lets anybody {@link compound} what the sender earns, as far as the sender's allowance goes. */
export const setCompounding = defineWrite((client, { operator }: SetCompoundingParameters) =>
  contractCall(client, {
    contract: "delegationPools",
    functionName: "setCompounding",
    args: [operator ?? zeroAddress],
  }),
);
