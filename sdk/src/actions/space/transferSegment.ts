import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { checkAddress } from "../did/words.ts";
import { tokenOf } from "./segments.ts";

export type TransferSegmentParameters = WriteOptions & { segment: string; to: Address };

/**
 * Gives a segment away. A lease goes on; what the former holder bound ends. Reverts: SegmentExpired,
 * ERC721IncorrectOwner, ERC721InvalidReceiver (a contract that takes no tokens).
 */
export const transferSegment = defineWrite((client, parameters: TransferSegmentParameters) =>
  contractCall(client, {
    contract: "subnetLicense",
    functionName: "safeTransferFrom",
    args: [
      accountOf(client, parameters.account).address,
      checkAddress(parameters.to, "receiver"),
      tokenOf(parameters.segment),
    ],
  }),
);
