export type { DidAttribute, DidDevice, DidSessionKey, DidState } from "./didState.ts";
export { getResolver } from "./getResolver.ts";
export { type DidVersion, readDid } from "./readDid.ts";
