// Writes double-ratchet.json: one conversation of SendingNetwork's profile, from the sealed initial
// message on, with all secrets. `npx tsx test/vectors/double-ratchet.ts`; a change of the file is a
// change of the format, which peers of the old one cannot read.
import { writeFileSync } from "node:fs";
import { nobleCrypto } from "@sendingnetwork/sdk/e2ee";
import { recordConversation } from "../support/conversation.ts";

const file = new URL("double-ratchet.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(recordConversation(nobleCrypto), null, 2)}\n`);
