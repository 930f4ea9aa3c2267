export {
  type ApplyIdentitiesParameters,
  type ApplyIdentitiesReturnType,
  applyIdentities,
} from "./applyIdentities.ts";
export {
  type IssueLicenseParameters,
  type IssueLicenseReturnType,
  issueLicense,
} from "./issueLicense.ts";
export { type RegisterIdentityParameters, registerIdentity } from "./registerIdentity.ts";
