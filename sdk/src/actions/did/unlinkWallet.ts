import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type UnlinkWalletParameters = WriteOptions & { did: string; wallet: Address };

/** Ends a link; the controller or the wallet may. Reverts: NotLinked, NotLinkParty. */
export const unlinkWallet = defineWrite((client, { did, wallet }: UnlinkWalletParameters) =>
  contractCall(client, {
    contract: "didRegistry",
    functionName: "unlink",
    args: [tokenIdOf(client, did), wallet],
  }),
);
