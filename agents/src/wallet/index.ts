export { findAccount } from "./findAccount.ts";
export { indexerOf, openReader, openWallet, type Reader, type Wallet } from "./openWallet.ts";
export type { ReadOptions, WalletOptions } from "./options.ts";
export { fields, print, table } from "./print.ts";
export { type Profile, readProfile } from "./profile.ts";
export { type Plan, type Step, transact } from "./transact.ts";
