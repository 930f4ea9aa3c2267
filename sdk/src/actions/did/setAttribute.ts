import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { type Attribute, attributeArgs } from "./attributes.ts";
import { tokenIdOf } from "./tokenIdOf.ts";
import { checkSeconds } from "./words.ts";

const YEAR = 365 * 24 * 3_600;

export type SetAttributeParameters = WriteOptions &
  Attribute & {
    did: string;
    /** Seconds for which it holds; a year by default. */
    validity?: number | undefined;
  };

/** States an attribute of the sender's DID. Throws INVALID_ATTRIBUTE; reverts: NotController. */
export const setAttribute = defineWrite((client, parameters: SetAttributeParameters) => {
  const { did, validity = YEAR } = parameters;
  return contractCall(client, {
    contract: "didRegistry",
    functionName: "setAttribute",
    args: [
      tokenIdOf(client, did),
      ...attributeArgs(parameters),
      checkSeconds(validity, "validity"),
    ],
  });
});
