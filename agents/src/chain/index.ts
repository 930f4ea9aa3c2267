export { type Chain, createChain } from "./createChain.ts";
export { waitForChain } from "./waitForChain.ts";
