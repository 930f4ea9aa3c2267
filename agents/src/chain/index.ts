export { type Chain, createChain } from "./createChain.ts";
export { createSending } from "./createSending.ts";
export { waitForChain } from "./waitForChain.ts";
