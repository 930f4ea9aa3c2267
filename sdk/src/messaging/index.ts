export type { Content } from "./content.ts";
export { createMessenger, type Messenger, type MessengerOptions } from "./createMessenger.ts";
export type { InboundMessage, SentMessage } from "./types.ts";
