export { type ApproveCurrencyParameters, approveCurrency } from "./approveCurrency.ts";
export { type BuyLicenseParameters, type BuyLicenseReturnType, buyLicense } from "./buyLicense.ts";
export {
  type ClaimReferralParameters,
  type ClaimReferralReturnType,
  claimReferral,
} from "./claimReferral.ts";
export { type GetMilestonesReturnType, getMilestones } from "./getMilestones.ts";
export { type GetQuoteParameters, getQuote } from "./getQuote.ts";
export { type GetReferralReturnType, getReferral } from "./getReferral.ts";
export { type GetSaleReturnType, getSale, type SalePhase } from "./getSale.ts";
export { type ReachMilestoneParameters, reachMilestone } from "./reachMilestone.ts";
export { type ReleaseProceedsParameters, releaseProceeds } from "./releaseProceeds.ts";
export { setBuyerCheck } from "./setBuyerCheck.ts";
export { setSalePaused } from "./setSalePaused.ts";
export { type SetSaleScheduleParameters, setSaleSchedule } from "./setSaleSchedule.ts";
export { type SetSaleTermsParameters, setSaleTerms } from "./setSaleTerms.ts";
export { sweepProceeds } from "./sweepProceeds.ts";
