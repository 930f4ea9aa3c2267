import { normalizeName } from "../../names/normalizeName.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetReverseNameParameters = WriteOptions & {
  /** Any ENS name; null for none. Clients believe it only while it points to the sender. */
  name: string | null;
};

/** What the sender's wallet wants to be called. Throws INVALID_NAME; reverts: ReverseNameTooLong. */
export const setReverseName = defineWrite((client, { name }: SetReverseNameParameters) =>
  contractCall(client, {
    contract: "reverseNames",
    functionName: "setName",
    args: [name === null ? "" : normalizeName(name)],
  }),
);
