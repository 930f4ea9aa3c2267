import type { Address } from "viem";
import { SendingError } from "../../errors/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

import { checkAddress, checkSeconds } from "./words.ts";

/** What a session key may do, as a set of bits. Others are the applications'. */
export const scopes = { login: 1, routes: 2 } as const;

const ALL_SCOPES = 2 ** 32 - 1;

export type AuthorizeSessionKeyParameters = WriteOptions & {
  did: string;
  key: Address;
  /** One of {@link scopes}, or several of them added. */
  scope: number;
  /** Second from which on the key may nothing; at most 90 days ahead. */
  expiry: number;
};

/**
 * Lets a hot key act for the sender's DID. Throws INVALID_SCOPE; reverts: NotController, InvalidSessionExpiry.
 */
export const authorizeSessionKey = defineWrite(
  (client, { did, key, scope, expiry }: AuthorizeSessionKeyParameters) => {
    if (!Number.isInteger(scope) || scope < 1 || scope > ALL_SCOPES) {
      throw new SendingError("A scope is a set of 32 bits, at least one of them set.", {
        code: "INVALID_SCOPE",
        details: String(scope),
      });
    }
    return contractCall(client, {
      contract: "didRegistry",
      functionName: "authorize",
      args: [
        tokenIdOf(client, did),
        checkAddress(key, "session key"),
        scope,
        checkSeconds(expiry, "expiry"),
      ],
    });
  },
);
