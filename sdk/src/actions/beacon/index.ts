export { getSeed } from "./getSeed.ts";
export { type ProveRoundParameters, type ProveRoundReturnType, proveRound } from "./proveRound.ts";
