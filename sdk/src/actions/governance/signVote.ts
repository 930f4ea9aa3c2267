import type { Account, Address, Hex } from "viem";
import { signTypedData } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf } from "../calls/sendCall.ts";
import { type Support, supportNumber } from "./support.ts";
import { governorOf, type OnTrack, type Track } from "./tracks.ts";

/** A vote that anyone may bring to the chain. It serves once, while its proposal is open. */
export type SignedVote = {
  track: Track;
  proposalId: bigint;
  support: Support;
  voter: Address;
  nonce: bigint;
  signature: Hex;
};

export type SignVoteParameters = OnTrack & {
  proposalId: bigint;
  support: Support;
  /** Who votes; by default the client's account. */
  account?: Account | Address | undefined;
};

/** OpenZeppelin's ballot. */
const types = {
  Ballot: [
    { name: "proposalId", type: "uint256" },
    { name: "support", type: "uint8" },
    { name: "voter", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
} as const;

/** Signs a vote for {@link sendSignedVote}, so that voting costs the voter nothing. Throws INVALID_VOTE. */
export async function signVote(
  client: SendingContext,
  parameters: SignVoteParameters,
): Promise<SignedVote> {
  const { proposalId, support, track = "parameters" } = parameters;
  const governor = governorOf(parameters);
  const account = accountOf(client, parameters.account);
  const voter = account.address;
  const number = supportNumber(support);
  const nonce = await readContract(client, governor, "nonces", [voter]);
  const { chainId, contracts } = client.deployment;
  const domain = {
    name: "SendingNetwork SendGovernor",
    version: "1",
    chainId,
    verifyingContract: contracts[governor],
  };
  const message = { proposalId, support: number, voter, nonce };
  const typed = { domain, types, primaryType: "Ballot", message } as const;
  try {
    const signature = await signTypedData(client, { account, ...typed });
    return { track, proposalId, support, voter, nonce, signature };
  } catch (error) {
    throw toSendingError(error);
  }
}
