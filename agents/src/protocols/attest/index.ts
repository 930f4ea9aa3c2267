export {
  askInventory,
  askItem,
  askSignature,
  type FetchedItem,
} from "./askGuardian.ts";
export { serveAttest } from "./serveAttest.ts";
export type { Proposal, Stage } from "./wireProposal.ts";
