export { type CancelSignedCallsParameters, cancelSignedCalls } from "./cancelSignedCalls.ts";
export { type SendSignedCallsParameters, sendSignedCalls } from "./sendSignedCalls.ts";
export {
  type SignCallsParameters,
  type SignedCalls,
  type SignedContract,
  signCalls,
} from "./signCalls.ts";
