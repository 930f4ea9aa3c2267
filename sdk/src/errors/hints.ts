/** What a user can do about a contract's error, by its name. */
export const hints: Readonly<Record<string, string>> = {
  ERC20InsufficientAllowance: "Approve the amount first.",
  ERC20InsufficientBalance: "The account needs more SEND.",
  RoundNotProven: "Prove the beacon's round first (proveRound).",
  StillBonded: "Wait until unbonding ends.",
  TransferFromFailed: "The account needs more SEND, or has not approved the amount.",
};
