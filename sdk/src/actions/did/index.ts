export { type AddDeviceParameters, addDevice } from "./addDevice.ts";
export type { Attribute } from "./attributes.ts";
export {
  type AuthorizeSessionKeyParameters,
  authorizeSessionKey,
  scopes,
} from "./authorizeSessionKey.ts";
export { type BumpNonceParameters, bumpNonce } from "./bumpNonce.ts";
export { cancelConsents } from "./cancelConsents.ts";
export { type CancelRecoveryParameters, cancelRecovery } from "./cancelRecovery.ts";
export { clearPrimary } from "./clearPrimary.ts";
export { type CreateDidParameters, type CreateDidReturnType, createDid } from "./createDid.ts";
export { type FinishRecoveryParameters, finishRecovery } from "./finishRecovery.ts";
export { type Did, formatDid } from "./formatDid.ts";
export { type GetDeviceReturnType, getDevice } from "./getDevice.ts";
export { type GetDidReturnType, getDid, type Recovery } from "./getDid.ts";
export { getDidsOf } from "./getDidsOf.ts";
export { getPrimary } from "./getPrimary.ts";
export { type GetSessionKeyReturnType, getSessionKey } from "./getSessionKey.ts";
export { isLinked } from "./isLinked.ts";
export { type LinkWalletParameters, type LinkWalletReturnType, linkWallet } from "./linkWallet.ts";
export { parseDid } from "./parseDid.ts";
export { type RemoveDeviceParameters, removeDevice } from "./removeDevice.ts";
export { type ResolveDidParameters, resolveDid } from "./resolveDid.ts";
export { type RevokeAttributeParameters, revokeAttribute } from "./revokeAttribute.ts";
export { type RevokeSessionKeyParameters, revokeSessionKey } from "./revokeSessionKey.ts";
export { type SetAttributeParameters, setAttribute } from "./setAttribute.ts";
export { type SetPrimaryParameters, setPrimary } from "./setPrimary.ts";
export { type SetProfileParameters, setProfile } from "./setProfile.ts";
export { type SetRecoveryParameters, setRecovery } from "./setRecovery.ts";
export { type StartRecoveryParameters, startRecovery } from "./startRecovery.ts";
export { type UnlinkWalletParameters, unlinkWallet } from "./unlinkWallet.ts";
