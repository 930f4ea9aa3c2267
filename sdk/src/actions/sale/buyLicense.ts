import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { SendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { type ContractCall, contractCall } from "../calls/contractCall.ts";
import { defineWrite, type Write } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";
import { approveCurrency } from "./approveCurrency.ts";
import { getQuote } from "./getQuote.ts";
import { quantityOf } from "./quantity.ts";

export type BuyLicenseParameters = WriteOptions & {
  /** 1 by default. */
  quantity?: number | undefined;
  /** Most that the whole order may cost, in wei of the currency; what it costs now by default. */
  maximum?: bigint | undefined;
  /** Somebody who bought a licence before, and gets a part of the price. */
  referrer?: Address | undefined;
  /** For the whitelist phase: what the account may buy in all, and the proof of it. */
  whitelist?: { allowed: number; proof: readonly Hex[] } | undefined;
};
export type BuyLicenseReturnType = Written & {
  /** Token ids, ascending. */
  licenses: bigint[];
  /** In wei of the currency. */
  cost: bigint;
};

const buy = defineWrite(callOf, (client, receipt) => {
  const { firstLicense, quantity, cost } = eventOf(
    ...([client, receipt, "licenseSale", "LicensesSold"] as const),
  );
  return {
    licenses: Array.from({ length: Number(quantity) }, (_, i) => firstLicense + BigInt(i)),
    cost,
  };
});

/**
 * Buys licences for the sender. It never costs more than `maximum`, and coins beyond the cost return. A
 * sale in an ERC-20 gets its allowance first; `call` leaves that to {@link approveCurrency}. Throws
 * INVALID_QUANTITY, SELF_REFERRAL. Reverts: NotOpen, SalePaused, SoldOut, WalletCapExceeded,
 * PriceAboveMaximum, InvalidReferrer, NotWhitelisted, BuyerRefused.
 */
export const buyLicense: Write<
  BuyLicenseParameters,
  Omit<BuyLicenseReturnType, "receipt">
> = Object.assign(
  async (client: SendingContext, parameters: BuyLicenseParameters = {}) => {
    const maximum = parameters.maximum ?? (await getQuote(client, parameters));
    const order = { ...parameters, maximum };
    requireOthersReferrer(client, order);
    await approveCurrency(client, { ...order, amount: maximum });
    return buy(client, order);
  },
  { call: buy.call },
);

async function callOf(
  client: SendingContext,
  parameters: BuyLicenseParameters,
): Promise<ContractCall> {
  const quantity = quantityOf(parameters.quantity);
  const { referrer = zeroAddress, whitelist } = parameters;
  requireOthersReferrer(client, parameters);
  const maximum = parameters.maximum ?? (await getQuote(client, parameters));
  const currency = await readContract(client, "licenseSale", "CURRENCY", []);
  const value = currency === zeroAddress ? maximum : 0n;
  const order = [quantity, maximum, referrer] as const;
  if (!whitelist) {
    const functionName = "buy";
    return contractCall(client, { contract: "licenseSale", functionName, args: order, value });
  }
  return contractCall(client, {
    contract: "licenseSale",
    functionName: "buyWhitelisted",
    args: [...order, quantityOf(whitelist.allowed), whitelist.proof],
    value,
  });
}

function requireOthersReferrer(client: SendingContext, parameters: BuyLicenseParameters): void {
  const { referrer, account } = parameters;
  const buyer = account ?? client.account;
  if (!referrer || !buyer) return;
  if (!isAddressEqual(referrer, accountOf(client, buyer).address)) return;
  throw new SendingError("Nobody refers themselves.", {
    code: "SELF_REFERRAL",
    details: referrer,
    hint: "Leave the referrer out, or name somebody who bought a licence before.",
  });
}
