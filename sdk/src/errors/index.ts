export { ContractError } from "./ContractError.ts";
export { SendingError, type SendingErrorOptions } from "./SendingError.ts";
export { toSendingError } from "./toSendingError.ts";
