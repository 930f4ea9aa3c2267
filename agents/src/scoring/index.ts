export { isDown } from "./isDown.ts";
export { isEligible } from "./isEligible.ts";
export { latencyFactor } from "./latencyFactor.ts";
export { lowerMedian } from "./lowerMedian.ts";
export { score } from "./score.ts";
export {
  type EdgeResults,
  type EdgeScore,
  type ScoreState,
  scoreEpoch,
} from "./scoreEpoch.ts";
