import { type Hex, zeroHash } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

import { checkBytes32 } from "./words.ts";

export type SetProfileParameters = WriteOptions & {
  did: string;
  /** Of the encrypted blob that a new device restores itself from; `null` removes it. */
  contentId: Hex | null;
};

/** Names the profile of the sender's DID. Reverts: NotController. */
export const setProfile = defineWrite((client, { did, contentId }: SetProfileParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "setProfile",
    args: [tokenIdOf(client, did), checkBytes32(contentId ?? zeroHash, "content id")],
  }),
);
