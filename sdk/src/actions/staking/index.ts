export { type AddBondParameters, type AddBondReturnType, addBond } from "./addBond.ts";
export { type GuardianSlot, getGuardianSet } from "./getGuardianSet.ts";
export { type GetNodeReturnType, getNode } from "./getNode.ts";
export { type LeaveNodeReturnType, leaveNode } from "./leaveNode.ts";
export { packMultiaddr, unpackMultiaddrs } from "./multiaddrBytes.ts";
export {
  type RegisterNodeParameters,
  type RegisterNodeReturnType,
  registerNode,
} from "./registerNode.ts";
export type { Role } from "./roles.ts";
export { type RotateKeysParameters, rotateKeys } from "./rotateKeys.ts";
export { type SetMultiaddrsParameters, setMultiaddrs } from "./setMultiaddrs.ts";
export type { PeerSigner } from "./signNodeKeys.ts";
export {
  type WithdrawBondParameters,
  type WithdrawBondReturnType,
  withdrawBond,
} from "./withdrawBond.ts";
