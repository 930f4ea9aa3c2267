export { type DepositParameters, type DepositReturnType, deposit } from "./deposit.ts";
export { getDeposit } from "./getDeposit.ts";
export {
  type RevokeVoucherKeyParameters,
  type RevokeVoucherKeyReturnType,
  revokeVoucherKey,
} from "./revokeVoucherKey.ts";
export {
  type SetVoucherKeyParameters,
  type SetVoucherKeyReturnType,
  setVoucherKey,
} from "./setVoucherKey.ts";
