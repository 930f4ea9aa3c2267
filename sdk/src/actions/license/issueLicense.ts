import type { Address } from "viem";
import type { SendingContext } from "../calls/context.ts";
import { eventsOf } from "../calls/eventOf.ts";
import { type WriteOptions, type Written, writeContract } from "../calls/writeContract.ts";

export type IssueLicenseParameters = WriteOptions & {
  to: Address;
  quantity?: number | undefined;
};
export type IssueLicenseReturnType = Written & {
  /** Token ids of the new licences, ascending. */
  licenses: bigint[];
};

/** Mints WatchDog licences. Reverts: NotIssuer, SupplyExhausted. */
export async function issueLicense(
  client: SendingContext,
  parameters: IssueLicenseParameters,
): Promise<IssueLicenseReturnType> {
  const { to, quantity = 1 } = parameters;
  const receipt = await writeContract(client, {
    ...parameters,
    contract: "watchDogLicense",
    functionName: "issue",
    args: [to, BigInt(quantity)],
  });
  const transfers = eventsOf(client, receipt, "watchDogLicense", "Transfer");
  return { licenses: transfers.map(({ tokenId }) => tokenId), receipt };
}
