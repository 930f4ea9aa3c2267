import type { Account, Chain, Client, Transport } from "viem";
import {
  addressBookAbi,
  delegationPoolsAbi,
  didRegistryAbi,
  epochSettlementAbi,
  guardianEquivocationAbi,
  guardianVetoAbi,
  licenseSaleAbi,
  milestoneEscrowAbi,
  nameRegistrarAbi,
  nameRegistryAbi,
  nameResolverAbi,
  nodeStakingAbi,
  offenceRegistryAbi,
  parametersAbi,
  paymentEscrowAbi,
  pointsConverterAbi,
  randomBeaconAbi,
  reverseNamesAbi,
  sendGovernorAbi,
  sendTimelockAbi,
  sendTokenAbi,
  subnetLicenseAbi,
  tradeEscrowAbi,
  universalResolverAbi,
  watchDogLicenseAbi,
} from "../../generated/abis.ts";
import type { Deployment } from "../../network/deployment.ts";

/** A viem client that knows the network's contracts: what every action takes first. */
export type SendingContext = Client<Transport, Chain | undefined, Account | undefined> & {
  deployment: Deployment;
};

export const contractAbis = {
  sendToken: sendTokenAbi,
  didRegistry: didRegistryAbi,
  nodeStaking: nodeStakingAbi,
  delegationPools: delegationPoolsAbi,
  offenceRegistry: offenceRegistryAbi,
  guardianEquivocation: guardianEquivocationAbi,
  watchDogLicense: watchDogLicenseAbi,
  randomBeacon: randomBeaconAbi,
  paymentEscrow: paymentEscrowAbi,
  epochSettlement: epochSettlementAbi,
  nameRegistry: nameRegistryAbi,
  nameRegistrar: nameRegistrarAbi,
  nameResolver: nameResolverAbi,
  reverseNames: reverseNamesAbi,
  universalResolver: universalResolverAbi,
  subnetLicense: subnetLicenseAbi,
  addressBook: addressBookAbi,
  tradeEscrow: tradeEscrowAbi,
  parameters: parametersAbi,
  parametersGovernor: sendGovernorAbi,
  parametersTimelock: sendTimelockAbi,
  upgradesGovernor: sendGovernorAbi,
  upgradesTimelock: sendTimelockAbi,
  guardianVeto: guardianVetoAbi,
  licenseSale: licenseSaleAbi,
  milestoneEscrow: milestoneEscrowAbi,
  pointsConverter: pointsConverterAbi,
} as const;

export type ContractAbis = typeof contractAbis;
export type ContractKey = keyof ContractAbis;
