export { claimCredits } from "./claimCredits.ts";
export { followFinal, lastFinal } from "./followFinal.ts";
export { withClaims } from "./withClaims.ts";
