import {
  addressBookAbi,
  delegationPoolsAbi,
  didRegistryAbi,
  epochSettlementAbi,
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
  watchDogLicenseAbi,
} from "@sendingnetwork/sdk/abis";
import { createConfig } from "ponder";
import { readSettings } from "./settings.ts";

const { deployment, rpc, pollingInterval, database } = readSettings(process.env);
const { contracts, startBlock } = deployment;
const from = { chain: "sdn", startBlock } as const;

export default createConfig({
  database,
  chains: { sdn: { id: deployment.chainId, rpc, pollingInterval } },
  contracts: {
    SendToken: { ...from, abi: sendTokenAbi, address: contracts.sendToken },
    DidRegistry: { ...from, abi: didRegistryAbi, address: contracts.didRegistry },
    DelegationPools: { ...from, abi: delegationPoolsAbi, address: contracts.delegationPools },
    OffenceRegistry: { ...from, abi: offenceRegistryAbi, address: contracts.offenceRegistry },
    NodeStaking: { ...from, abi: nodeStakingAbi, address: contracts.nodeStaking },
    WatchDogLicense: { ...from, abi: watchDogLicenseAbi, address: contracts.watchDogLicense },
    RandomBeacon: { ...from, abi: randomBeaconAbi, address: contracts.randomBeacon },
    PaymentEscrow: { ...from, abi: paymentEscrowAbi, address: contracts.paymentEscrow },
    EpochSettlement: { ...from, abi: epochSettlementAbi, address: contracts.epochSettlement },
    NameRegistry: { ...from, abi: nameRegistryAbi, address: contracts.nameRegistry },
    NameRegistrar: { ...from, abi: nameRegistrarAbi, address: contracts.nameRegistrar },
    NameResolver: { ...from, abi: nameResolverAbi, address: contracts.nameResolver },
    ReverseNames: { ...from, abi: reverseNamesAbi, address: contracts.reverseNames },
    SubnetLicense: { ...from, abi: subnetLicenseAbi, address: contracts.subnetLicense },
    AddressBook: { ...from, abi: addressBookAbi, address: contracts.addressBook },
    TradeEscrow: { ...from, abi: tradeEscrowAbi, address: contracts.tradeEscrow },
    Parameters: { ...from, abi: parametersAbi, address: contracts.parameters },
    SendGovernor: {
      ...from,
      abi: sendGovernorAbi,
      address: [contracts.parametersGovernor, contracts.upgradesGovernor],
    },
    SendTimelock: {
      ...from,
      abi: sendTimelockAbi,
      address: [contracts.parametersTimelock, contracts.upgradesTimelock],
    },
    GuardianVeto: { ...from, abi: guardianVetoAbi, address: contracts.guardianVeto },
    LicenseSale: { ...from, abi: licenseSaleAbi, address: contracts.licenseSale },
    MilestoneEscrow: { ...from, abi: milestoneEscrowAbi, address: contracts.milestoneEscrow },
    PointsConverter: { ...from, abi: pointsConverterAbi, address: contracts.pointsConverter },
  },
});
