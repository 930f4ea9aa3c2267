export { type Account, CREDIT_BYTES } from "./Account.ts";
export { Ledger, type LedgerOptions } from "./Ledger.ts";
export { VoucherDesk, type VoucherDeskOptions } from "./VoucherDesk.ts";
export { VoucherStore } from "./VoucherStore.ts";
