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
  orderBills,
  orderReports,
  reportHash,
  reportsRoot,
} from "./items.ts";
export { creditClaim, watchdogClaim } from "./proofs.ts";
export { recompute } from "./recompute.ts";
export { settleEpoch } from "./settleEpoch.ts";
export type {
  BilledVoucher,
  BillItem,
  Checkpoints,
  DataSet,
  EpochInput,
  ReportItem,
  Settlement,
} from "./types.ts";
