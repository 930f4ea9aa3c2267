export { ratchetDecrypt } from "./decrypt.ts";
export { decodeState, encodeState } from "./encodeState.ts";
export { ratchetEncrypt } from "./encrypt.ts";
export { headerBytes } from "./header.ts";
export { initializeInitiator, initializeResponder } from "./initialize.ts";
export type { Chain, RatchetState, SkippedChain, SkippedKey } from "./state.ts";
