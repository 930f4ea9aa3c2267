import { SendingError } from "../../errors/index.ts";
import { parseName } from "../../names/parseName.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type NameRecords, recordCalls } from "./records.ts";

export type SetRecordsParameters = WriteOptions & NameRecords & { name: string };

/**
 * Writes records of a name, all or none. For its holder and whom the holder approved. Throws
 * INVALID_NAME, INVALID_RECORD, NO_RECORDS; reverts: NotAuthorized, InvalidAddress.
 */
export const setRecords = defineWrite((client, { name, ...records }: SetRecordsParameters) => {
  const calls = recordCalls(parseName(name).node, records);
  if (calls.length === 0) {
    throw new SendingError("There is nothing to write.", { code: "NO_RECORDS", details: name });
  }
  return contractCall(client, {
    contract: "nameResolver",
    functionName: "multicall",
    args: [calls],
  });
});
