import { type Address, isAddress } from "viem";
import { SendingError } from "../../errors/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";

export type DelegateVotesParameters = WriteOptions & {
  /** Who votes with the sender's SEND; by default the sender, whose SEND has no votes before. */
  to?: Address | undefined;
};

/**
 * Names who votes with the sender's SEND, from now on and until changed; the SEND itself stays where it
 * is. Counts for proposals whose snapshot comes later. Throws INVALID_ADDRESS.
 */
export const delegateVotes = defineWrite((client, parameters: DelegateVotesParameters) => {
  const { to = accountOf(client, parameters.account).address } = parameters;
  if (!isAddress(to)) {
    throw new SendingError("Votes go to an address.", {
      code: "INVALID_ADDRESS",
      details: `${to}`,
    });
  }
  return contractCall(client, { contract: "sendToken", functionName: "delegate", args: [to] });
});
