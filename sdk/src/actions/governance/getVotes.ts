import { type Address, zeroAddress } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/sendCall.ts";

export type GetVotesReturnType = {
  /** Votes that others and the account itself delegated to it, in wei of SEND. */
  votes: bigint;
  /** Who votes with the account's own SEND; null: nobody. */
  delegate: Address | null;
};

/** The votes of an account now; by default the client's. */
export async function getVotes(
  client: SendingContext,
  { account }: { account?: Address | undefined } = {},
): Promise<GetVotesReturnType> {
  const holder = account ?? accountOf(client).address;
  const [votes, delegate] = await Promise.all([
    readContract(client, "sendToken", "getVotes", [holder]),
    readContract(client, "sendToken", "delegates", [holder]),
  ]);
  return { votes, delegate: delegate === zeroAddress ? null : delegate };
}
