export { type AddBondParameters, type AddBondReturnType, addBond } from "./addBond.ts";
export {
  type ClaimAndDelegateParameters,
  type CompoundParameters,
  claimAndDelegate,
  compound,
  type EarnedCredit,
} from "./compound.ts";
export { type DelegateParameters, delegate } from "./delegate.ts";
export { getCommission } from "./getCommission.ts";
export {
  type DelegationPosition,
  getDelegations,
  getUnbonding,
  type UnbondingEntry,
} from "./getDelegations.ts";
export { type GuardianSlot, getGuardianSet } from "./getGuardianSet.ts";
export { type GetNodeReturnType, getNode } from "./getNode.ts";
export { getOffence, type Offence } from "./getOffence.ts";
export { getStakeApr, type StakeApr } from "./getStakeApr.ts";
export { type LeaveNodeReturnType, leaveNode } from "./leaveNode.ts";
export { packMultiaddr, unpackMultiaddrs } from "./multiaddrBytes.ts";
export { type RedelegateParameters, redelegate } from "./redelegate.ts";
export {
  type RegisterNodeParameters,
  type RegisterNodeReturnType,
  registerNode,
} from "./registerNode.ts";
export { rejoinNode } from "./rejoinNode.ts";
export type { Role } from "./roles.ts";
export { type RotateKeysParameters, rotateKeys } from "./rotateKeys.ts";
export { type SetCommissionParameters, setCommission } from "./setCommission.ts";
export { type SetCompoundingParameters, setCompounding } from "./setCompounding.ts";
export { type SetMultiaddrsParameters, setMultiaddrs } from "./setMultiaddrs.ts";
export { type SettleDelegationParameters, settleDelegation } from "./settleDelegation.ts";
export type { PeerSigner } from "./signNodeKeys.ts";
export { type UndelegateParameters, undelegate } from "./undelegate.ts";
export {
  type WithdrawBondParameters,
  type WithdrawBondReturnType,
  withdrawBond,
} from "./withdrawBond.ts";
export { type WithdrawUnbondedParameters, withdrawUnbonded } from "./withdrawUnbonded.ts";
