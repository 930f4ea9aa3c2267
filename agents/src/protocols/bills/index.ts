export type { SignedBill } from "../items/index.ts";
export { serveBills } from "./serveBills.ts";
export { submitBill } from "./submitBill.ts";
export { verifyBill } from "./verifyBill.ts";
