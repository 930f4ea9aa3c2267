export { billTree } from "./billTree.ts";
export { EMPTY_STATE } from "./constants.ts";
export { decodeDataSet } from "./decodeDataSet.ts";
export { encodeDataSet } from "./encodeDataSet.ts";
export {
  decodeBillItem,
  decodeReportItem,
  encodeBillItem,
  encodeReportItem,
} from "./itemBytes.ts";
export {
  billHash,
  billsRoot,
  NO_REPORTS,
  orderBills,
  orderReports,
  reportHash,
  reportsRoot,
} from "./items.ts";
export { type CreditClaim, creditClaim, type WatchdogClaim, watchdogClaim } from "./proofs.ts";
export { recompute } from "./recompute.ts";
export { settleEpoch } from "./settleEpoch.ts";
export type {
  BilledVoucher,
  BillItem,
  Checkpoints,
  Cumulative,
  DataSet,
  EdgeRow,
  EmissionBounds,
  EpochInput,
  GuardianRow,
  ReportItem,
  Settlement,
  SettlementState,
  WatchdogRow,
} from "./types.ts";
