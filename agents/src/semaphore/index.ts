export { groupOf } from "./groupOf.ts";
export { fieldHash, nullifierOf } from "./nullifierOf.ts";
export { type MembershipProof, type ProveParameters, prove } from "./prove.ts";
export { watchdogIdentity } from "./watchdogIdentity.ts";
