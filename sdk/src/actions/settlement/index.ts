export type { Attestation } from "./attestation.ts";
export { type ClaimCreditParameters, type ClaimReturnType, claimCredit } from "./claimCredit.ts";
export { type ClaimWatchdogParameters, claimWatchdog } from "./claimWatchdog.ts";
export { type FinalizeReturnType, finalize } from "./finalize.ts";
export { getClaimed } from "./getClaimed.ts";
export { type GetSettlementBoundsReturnType, getSettlementBounds } from "./getSettlementBounds.ts";
export {
  type GetSettlementStateReturnType,
  getSettlementState,
  type SettlementStage,
} from "./getSettlementState.ts";
export {
  type RecordBillsParameters,
  type RecordBillsReturnType,
  recordBills,
} from "./recordBills.ts";
export { type RecordInputsParameters, recordInputs } from "./recordInputs.ts";
export { type SettleParameters, type SettleReturnType, settle } from "./settle.ts";
export { type VoidEpochsParameters, voidEpochs } from "./voidEpochs.ts";
