/** What a user can do about a contract's error, by its name. */
export const hints: Readonly<Record<string, string>> = {
  CommitmentTooNew: "Wait until the commitment may be used.",
  CommitmentTooOld: "Commit again: a commitment serves for a day.",
  ERC20InsufficientAllowance: "Approve the amount first.",
  ERC20InsufficientBalance: "The account needs more SEND.",
  InvalidExpiry: "A session key lasts 90 days at most.",
  NotLinked: "Link the wallet to the DID first (linkWallet).",
  RecoveryNotReady: "Wait until the time in which the holder can object is over.",
  NameNotRenewable: "Register it: its time and grace are over.",
  PriceNotPaid: "Prices may have changed: ask again (getNamePrice).",
  RoundNotProven: "Prove the beacon's round first (proveRound).",
  StaleNonce: "Sign it anew for the DID's present nonce.",
  StillBonded: "Wait until unbonding ends.",
  TooManyDevices: "Remove a device first (removeDevice).",
  TooManyLinks: "Unlink a wallet first (unlinkWallet).",
  TransferFromFailed: "The account needs more SEND, or has not approved the amount.",
};
