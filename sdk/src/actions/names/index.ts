export { commitName } from "./commitName.ts";
export { type GetNameReturnType, getName } from "./getName.ts";
export { getNameCommitment, type NameCommitment } from "./getNameCommitment.ts";
export { type GetNamePriceReturnType, getNamePrice } from "./getNamePrice.ts";
export { type GetRecordsParameters, type GetRecordsReturnType, getRecords } from "./getRecords.ts";
export { lookupName } from "./lookupName.ts";
export type { NameRecords } from "./records.ts";
export {
  type RegisterNameParameters,
  type RegisterNameReturnType,
  type RegistrationProgress,
  registerName,
} from "./registerName.ts";
export type { RegistrationParameters } from "./registration.ts";
export { type RemoveSubnameParameters, removeSubname } from "./removeSubname.ts";
export { type RenewNameParameters, renewName } from "./renewName.ts";
export { type ResolvedName, resolveName } from "./resolveName.ts";
export { revealName } from "./revealName.ts";
export { type SetRecordsParameters, setRecords } from "./setRecords.ts";
export { type SetReverseNameParameters, setReverseName } from "./setReverseName.ts";
export { type SetSubnameParameters, setSubname } from "./setSubname.ts";
export { type TransferNameParameters, transferName } from "./transferName.ts";
