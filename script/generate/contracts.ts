/** The contracts that the SDK speaks to, by folder; each has its interface `I<Name>` beside it. */
export const contracts = {
  SendToken: "token",
  DidRegistry: "identity",
  NodeStaking: "staking",
  DelegationPools: "staking",
  OffenceRegistry: "staking",
  GuardianEquivocation: "staking",
  WatchDogLicense: "watchdog",
  RandomBeacon: "network",
  PaymentEscrow: "relay",
  EpochSettlement: "settlement",
  NameRegistry: "names",
  NameRegistrar: "names",
  NameResolver: "names",
  ReverseNames: "names",
  UniversalResolver: "names",
  SubnetLicense: "space",
  AddressBook: "space",
  TradeEscrow: "trade",
  Parameters: "governance",
  SendGovernor: "governance",
  SendTimelock: "governance",
  GuardianVeto: "governance",
  LicenseSale: "sale",
  MilestoneEscrow: "sale",
  PointsConverter: "sale",
} as const;

export type ContractName = keyof typeof contracts;
export const contractNames = Object.keys(contracts) as ContractName[];

/** Libraries whose errors no contract's ABI has: thrown in assembly, or behind a call to the library. */
export const libraries = ["InternalLeanIMT", "LeanIMT", "SafeTransferLib"];

/** Of every contract that takes signed batches of its own calls. */
const SIGNED_CALLS = "ISignedCalls.Calls";

/** Structs that are signed (EIP-712), by the contract whose domain they are signed in. */
export const signedStructs: Partial<Record<ContractName, string[]>> = {
  DidRegistry: ["IDidRegistry.Link", SIGNED_CALLS],
  NameRegistry: [SIGNED_CALLS],
  NameResolver: [SIGNED_CALLS],
  ReverseNames: [SIGNED_CALLS],
  GuardianVeto: [SIGNED_CALLS],
  WatchDogLicense: [SIGNED_CALLS],
  NodeStaking: [
    "INodeStaking.NodeKeys",
    "ICustody.CustodyBatch",
    "ICustody.FetchBatch",
    "ICustody.FetchRequest",
    "ICustody.DeleteRequest",
  ],
  DelegationPools: [SIGNED_CALLS],
  PaymentEscrow: ["IPaymentEscrow.Voucher"],
  SubnetLicense: [SIGNED_CALLS],
  AddressBook: ["IAddressBook.Bind", SIGNED_CALLS],
  EpochSettlement: [
    "IEpochSettlement.Bill",
    "IEpochSettlement.Report",
    "IEpochSettlement.ItemReceipt",
    "IEpochSettlement.InputSet",
    "IEpochSettlement.EpochReport",
  ],
  TradeEscrow: ["ITradeEscrow.Order", SIGNED_CALLS],
};
