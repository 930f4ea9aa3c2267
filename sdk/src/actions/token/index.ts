export { type ApproveParameters, approve } from "./approve.ts";
export { getSendAllowance } from "./getSendAllowance.ts";
export { getSendBalance } from "./getSendBalance.ts";
export { type TransferSendParameters, transferSend } from "./transferSend.ts";
