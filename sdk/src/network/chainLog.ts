import { type GetLogsReturnType, getAbiItem } from "viem";
import {
  delegationPoolsAbi,
  didRegistryAbi,
  epochSettlementAbi,
  nodeStakingAbi,
  parametersAbi,
  paymentEscrowAbi,
  randomBeaconAbi,
  watchDogLicenseAbi,
} from "../generated/abis.ts";

/** Every event that the view follows. */
export const followedEvents = [
  getAbiItem({ abi: nodeStakingAbi, name: "NodeRegistered" }),
  getAbiItem({ abi: nodeStakingAbi, name: "MultiaddrsChanged" }),
  getAbiItem({ abi: nodeStakingAbi, name: "StakeChanged" }),
  getAbiItem({ abi: nodeStakingAbi, name: "NodeSuspended" }),
  getAbiItem({ abi: nodeStakingAbi, name: "NodeRejoined" }),
  getAbiItem({ abi: nodeStakingAbi, name: "NodeLeft" }),
  getAbiItem({ abi: nodeStakingAbi, name: "KeysRotated" }),
  getAbiItem({ abi: delegationPoolsAbi, name: "PoolOpened" }),
  getAbiItem({ abi: delegationPoolsAbi, name: "DelegationChanged" }),
  getAbiItem({ abi: delegationPoolsAbi, name: "PoolSlashed" }),
  getAbiItem({ abi: delegationPoolsAbi, name: "CommissionChanged" }),
  getAbiItem({ abi: randomBeaconAbi, name: "RoundProven" }),
  getAbiItem({ abi: paymentEscrowAbi, name: "Deposited" }),
  getAbiItem({ abi: paymentEscrowAbi, name: "VoucherKeySet" }),
  getAbiItem({ abi: paymentEscrowAbi, name: "VoucherKeyRevoked" }),
  getAbiItem({ abi: watchDogLicenseAbi, name: "IdentityRemovalQueued" }),
  getAbiItem({ abi: watchDogLicenseAbi, name: "MemberAdded" }),
  getAbiItem({ abi: watchDogLicenseAbi, name: "MemberRemoved" }),
  getAbiItem({ abi: watchDogLicenseAbi, name: "RootRecorded" }),
  getAbiItem({ abi: didRegistryAbi, name: "DidNonceBumped" }),
  getAbiItem({ abi: didRegistryAbi, name: "DeviceAdded" }),
  getAbiItem({ abi: didRegistryAbi, name: "DeviceRemoved" }),
  getAbiItem({ abi: parametersAbi, name: "ParameterChanged" }),
  getAbiItem({ abi: epochSettlementAbi, name: "BoundsFixed" }),
  getAbiItem({ abi: epochSettlementAbi, name: "BillsRecorded" }),
  getAbiItem({ abi: epochSettlementAbi, name: "InputsRecorded" }),
  getAbiItem({ abi: epochSettlementAbi, name: "EpochReported" }),
  getAbiItem({ abi: epochSettlementAbi, name: "EpochFinalized" }),
  getAbiItem({ abi: epochSettlementAbi, name: "EpochVoided" }),
] as const;

type FollowedLog = GetLogsReturnType<undefined, typeof followedEvents, true>[number];
type Shared = "eventName" | "args" | "blockNumber" | "logIndex" | "transactionHash";

type Picked<log> = log extends { eventName: string; args: unknown }
  ? { [key in Shared & keyof log]: log[key] }
  : never;

/** A decoded event of one of the network's contracts. */
export type ChainLog = Picked<FollowedLog>;
export type ChainLogOf<name extends ChainLog["eventName"]> = Extract<ChainLog, { eventName: name }>;
