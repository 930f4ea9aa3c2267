export {
  type ClaimPointsParameters,
  type ClaimPointsReturnType,
  claimPoints,
} from "./claimPoints.ts";
export {
  type ConvertPointsParameters,
  type ConvertPointsReturnType,
  convertPoints,
} from "./convertPoints.ts";
export { type GetPointsReturnType, getPoints } from "./getPoints.ts";
export { type PointsWork, pointsOf } from "./pointsOf.ts";
export { type PointsSnapshot, pointsSnapshot } from "./pointsSnapshot.ts";
export { returnUnclaimedPoints } from "./returnUnclaimedPoints.ts";
export { type SetPointsTermsParameters, setPointsTerms } from "./setPointsTerms.ts";
