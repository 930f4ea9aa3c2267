import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import type { WriteOptions } from "../calls/sendCall.ts";

export type SetSaleTermsParameters = WriteOptions & {
  /** Most licences one account may buy, 1 to 5,000. */
  walletCap: number;
  /** What a referrer gets of an order, in basis points up to 1,000. */
  referralBps: number;
};

/** Sets the terms of later orders: governance's. Reverts: OwnableUnauthorizedAccount, OutOfBounds. */
export const setSaleTerms = defineWrite(
  (client, { walletCap, referralBps }: SetSaleTermsParameters) =>
    contractCall(client, {
      contract: "licenseSale",
      functionName: "setTerms",
      args: [{ walletCap, referralBps }],
    }),
);
