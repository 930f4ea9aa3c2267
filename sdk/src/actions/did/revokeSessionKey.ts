import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

import { checkAddress } from "./words.ts";

export type RevokeSessionKeyParameters = WriteOptions & { did: string; key: Address };

/** Ends a session key. Reverts: NotController, SessionKeyNotActive. */
export const revokeSessionKey = defineWrite((client, { did, key }: RevokeSessionKeyParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "revokeSessionKey",
    args: [tokenIdOf(client, did), checkAddress(key, "session key")],
  }),
);
