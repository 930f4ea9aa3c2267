export type { Item, Order } from "../generated/eip712.ts";
export { checkForm, MAX_ITEMS, MAX_LIFETIME } from "./checkForm.ts";
export { conversationSalt } from "./conversationSalt.ts";
export {
  fromItem,
  type ItemKind,
  isDivisible,
  itemKinds,
  type TradeItem,
  toItem,
} from "./items.ts";
export { decodeOrder, encodeOrder, type Offer } from "./orderText.ts";
export { type Shares, sharesOf } from "./sharesOf.ts";
