import { type Address, namehash } from "viem";
import { parseSubname } from "../../names/parseName.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";

export type SetSubnameParameters = WriteOptions & {
  /** "phone.alice.sdn" */
  name: string;
  /** Who gets it; by default the sender. */
  holder?: Address | undefined;
};

/**
 * Makes a subname and gives it away, taking it back from whoever has it. For the holder of the name
 * above. Throws INVALID_NAME; reverts: NotNameHolder.
 */
export const setSubname = defineWrite(
  (client, parameters: SetSubnameParameters) => {
    const { label, parent } = parseSubname(parameters.name);
    const holder = parameters.holder ?? accountOf(client, parameters.account).address;
    return contractCall(client, {
      contract: "nameRegistry",
      functionName: "setSubname",
      args: [namehash(parent), label, holder],
    });
  },
  (client, receipt) => {
    const { node, holder } = eventOf(client, receipt, "nameRegistry", "SubnameSet");
    return { node, holder };
  },
);
