export { confirm } from "./confirm.ts";
export { findAccount } from "./findAccount.ts";
export { indexerOf, openReader, openWallet, type Reader, type Wallet } from "./openWallet.ts";
export {
  addReadOptions,
  addWalletOptions,
  type ReadOptions,
  type WalletOptions,
} from "./options.ts";
export { fields, print, table } from "./print.ts";
export { createProfile, lockProfile, type Profile, profileFolder, readProfile } from "./profile.ts";
export { type Plan, type Step, transact } from "./transact.ts";
