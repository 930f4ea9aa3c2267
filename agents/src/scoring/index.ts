export { FULL_SCORE } from "./constants.ts";
export { isDown } from "./isDown.ts";
export { isEligible } from "./isEligible.ts";
export { latencyFactor } from "./latencyFactor.ts";
export { lowerMedian } from "./lowerMedian.ts";
export { score } from "./score.ts";
export {
  type EdgeResults,
  type EdgeScore,
  type ScoreState,
  type ScoreThresholds,
  scoreEpoch,
} from "./scoreEpoch.ts";
