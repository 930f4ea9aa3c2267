/** What a user can do about a contract's error, by its name. */
export const hints: Readonly<Record<string, string>> = {
  ERC20InsufficientAllowance: "Approve the amount first.",
  ERC20InsufficientBalance: "The account needs more SEND.",
  GovernorAlreadyCastVote: "A vote cannot be changed.",
  GovernorInsufficientProposerVotes:
    "Have more votes delegated to the account (delegateVotes); they count a second later.",
  GovernorUnableToCancel: "Its proposer may cancel it, until voting begins.",
  GovernorUnexpectedProposalState: "Look at the proposal's state (getProposal).",
  InvalidExpiry: "A session key lasts 90 days at most.",
  NotLinked: "Link the wallet to the DID first (linkWallet).",
  RecoveryNotReady: "Wait until the time in which the holder can object is over.",
  RoundNotProven: "Prove the beacon's round first (proveRound).",
  StaleNonce: "Sign it anew for the DID's present nonce.",
  StillBonded: "Wait until unbonding ends.",
  TimelockUnexpectedOperationState: "Wait until its delay is over (executableAt of getProposal).",
  TooManyDevices: "Remove a device first (removeDevice).",
  TooManyLinks: "Unlink a wallet first (unlinkWallet).",
  TransferFromFailed: "The account needs more SEND, or has not approved the amount.",
};
