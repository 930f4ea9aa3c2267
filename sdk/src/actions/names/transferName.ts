import type { Address } from "viem";
import { parseName } from "../../names/parseName.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";

export type TransferNameParameters = WriteOptions & { name: string; to: Address };

/**
 * Gives a name of the sender's away. Its records stay, but it points to its holder no longer. Throws
 * INVALID_NAME; reverts: ERC721NonexistentToken, ERC721InsufficientApproval.
 */
export const transferName = defineWrite((client, parameters: TransferNameParameters) => {
  const from = accountOf(client, parameters.account).address;
  return contractCall(client, {
    contract: "nameRegistry",
    functionName: "transferFrom",
    args: [from, parameters.to, BigInt(parseName(parameters.name).node)],
  });
});
