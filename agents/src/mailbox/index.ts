export { AnswerDesk, toStoredMessage } from "./AnswerDesk.ts";
export { CustodyDesk } from "./CustodyDesk.ts";
export type { EdgeIdentity } from "./EdgeIdentity.ts";
export { MailboxStore } from "./MailboxStore.ts";
export type { NewMessage, StoredRow } from "./message.ts";
export { schema } from "./schema.ts";
export { startSweep } from "./startSweep.ts";
