export { answerHash, answerLeaf, type FetchAnswerItem } from "./answerLeaf.ts";
export { type CustodyItem, custodyLeaf } from "./custodyLeaf.ts";
export { deleteRoot } from "./deleteRoot.ts";
