import { parseUnicast } from "../../addresses/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type UnbindAddressParameters = WriteOptions & { unicast: string };

/** Ends a binding; the wallet or the operator, alone. Reverts: NotBound, NotBindingParty. */
export const unbindAddress = defineWrite((client, { unicast }: UnbindAddressParameters) =>
  contractCall(client, {
    contract: "addressBook",
    functionName: "unbind",
    args: [parseUnicast(unicast)],
  }),
);
