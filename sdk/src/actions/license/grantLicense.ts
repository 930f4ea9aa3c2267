import type { Address } from "viem";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventsOf } from "../calls/eventOf.ts";
import type { WriteOptions, Written } from "../calls/sendCall.ts";

export type GrantLicenseParameters = WriteOptions & {
  to: Address;
  /** 1 by default. */
  quantity?: number | undefined;
};
export type GrantLicenseReturnType = Written & {
  /** Token ids of the new licences, ascending. */
  licenses: bigint[];
};

/**
 * Gives WatchDog licences away: governance's, within its bound. Reverts: OwnableUnauthorizedAccount,
 * GrantsExhausted, SupplyExhausted.
 */
export const grantLicense = defineWrite(
  (client, { to, quantity = 1 }: GrantLicenseParameters) =>
    contractCall(client, {
      contract: "licenseSale",
      functionName: "grant",
      args: [to, BigInt(quantity)],
    }),
  (client, receipt) => ({
    licenses: eventsOf(client, receipt, "watchDogLicense", "Transfer").map(
      ({ tokenId }) => tokenId,
    ),
  }),
);
