export {
  type ApplyIdentitiesParameters,
  type ApplyIdentitiesReturnType,
  applyIdentities,
} from "./applyIdentities.ts";
export { getCommitment } from "./getCommitment.ts";
export { type GetIdentityQueueReturnType, getIdentityQueue } from "./getIdentityQueue.ts";
export { getLicenses } from "./getLicenses.ts";
export { getOperator } from "./getOperator.ts";
export {
  type GrantLicenseParameters,
  type GrantLicenseReturnType,
  grantLicense,
} from "./grantLicense.ts";
export { type RegisterIdentityParameters, registerIdentity } from "./registerIdentity.ts";
export { type SetOperatorParameters, setOperator } from "./setOperator.ts";
export { type VerifyMembershipParameters, verifyMembership } from "./verifyMembership.ts";
