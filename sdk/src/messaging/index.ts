export { type CreateMessengerParameters, createMessenger } from "./createMessenger.ts";
export type { InboxCounts } from "./inbox.ts";
export type {
  InboundMessage,
  Messenger,
  MessengerEvents,
  MessengerView,
  SendOptions,
  SentMessage,
} from "./messenger.ts";
export { storePromises } from "./storePromises.ts";
