export {
  type ApplyIdentitiesParameters,
  type ApplyIdentitiesReturnType,
  applyIdentities,
} from "./applyIdentities.ts";
export { getCommitment } from "./getCommitment.ts";
export { type GetIdentityQueueReturnType, getIdentityQueue } from "./getIdentityQueue.ts";
export { getLicenses } from "./getLicenses.ts";
export {
  type IssueLicenseParameters,
  type IssueLicenseReturnType,
  issueLicense,
} from "./issueLicense.ts";
export { type RegisterIdentityParameters, registerIdentity } from "./registerIdentity.ts";
export { type VerifyMembershipParameters, verifyMembership } from "./verifyMembership.ts";
