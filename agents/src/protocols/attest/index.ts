export {
  type AskOptions,
  askInventory,
  askItem,
  askSignature,
  type FetchedItem,
} from "./askGuardian.ts";
export { type AttestOptions, serveAttest } from "./serveAttest.ts";
export type { Proposal, Stage } from "./wireProposal.ts";
