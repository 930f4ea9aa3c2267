import { type Address, zeroHash } from "viem";
import { formatUnicast } from "../../addresses/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import { checkAddress } from "../did/words.ts";

/** Unicast address at which a wallet is bound, as text; null without one. */
export async function getBinding(
  client: SendingContext,
  { wallet }: { wallet: Address },
): Promise<string | null> {
  const args = [checkAddress(wallet, "wallet")] as const;
  const unicast = await readContract(client, "addressBook", "addressOf", args);
  return unicast === zeroHash ? null : formatUnicast(unicast);
}
