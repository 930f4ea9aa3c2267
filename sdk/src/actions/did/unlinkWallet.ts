import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

export type UnlinkWalletParameters = WriteOptions & { did: string; wallet: Address };

/** Ends a link; the controller or the wallet may. Reverts: NotLinked, NotLinkParty. */
export async function unlinkWallet(
  client: SendingContext,
  parameters: UnlinkWalletParameters,
): Promise<Written> {
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "didRegistry",
    functionName: "unlink",
    args: [tokenIdOf(client, parameters.did), parameters.wallet],
  });
  return { receipt };
}
