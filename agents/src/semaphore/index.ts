export { groupOf } from "./groupOf.ts";
export { nullifierOf } from "./nullifierOf.ts";
export { prove } from "./prove.ts";
export { watchdogIdentity } from "./watchdogIdentity.ts";
