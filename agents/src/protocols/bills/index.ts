export type { SignedBill, SignedReceipt } from "../items/index.ts";
export { type BillsOptions, serveBills } from "./serveBills.ts";
export { submitBill } from "./submitBill.ts";
export { type BillView, verifyBill } from "./verifyBill.ts";
