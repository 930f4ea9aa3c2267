export { type HandInOptions, handIn } from "./handIn.ts";
export { ITEM_KINDS, type Item, type ItemKind } from "./kinds.ts";
export {
  decodeReceipt,
  encodeReceipt,
  isReceiptOf,
  type SignedReceipt,
  signReceipt,
} from "./receipts.ts";
export { decodeBill, encodeBill, type SignedBill } from "./wireBill.ts";
export { decodeReport, encodeReport } from "./wireReport.ts";
