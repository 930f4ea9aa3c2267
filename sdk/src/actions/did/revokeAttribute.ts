import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type Attribute, attributeArgs } from "./attributes.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type RevokeAttributeParameters = WriteOptions & Attribute & { did: string };

/** Takes an attribute back. Throws INVALID_ATTRIBUTE; reverts: NotController. */
export const revokeAttribute = defineWrite((client, parameters: RevokeAttributeParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "revokeAttribute",
    args: [tokenIdOf(client, parameters.did), ...attributeArgs(parameters)],
  }),
);
