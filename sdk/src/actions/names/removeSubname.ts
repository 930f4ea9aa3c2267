import { parseSubname } from "../../names/parseName.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type RemoveSubnameParameters = WriteOptions & { name: string };

/**
 * Ends a subname and all below it. For its holder and that of the name above. Throws INVALID_NAME;
 * reverts: NotSubname, NotNameHolder.
 */
export const removeSubname = defineWrite((client, { name }: RemoveSubnameParameters) =>
  contractCall(client, {
    contract: "nameRegistry",
    functionName: "removeSubname",
    args: [parseSubname(name).node],
  }),
);
