export type { Account } from "./Account.ts";
export { Ledger } from "./Ledger.ts";
export { Tariff } from "./Tariff.ts";
export { VoucherDesk } from "./VoucherDesk.ts";
export { VoucherStore } from "./VoucherStore.ts";
