import { parseSoldName } from "../../names/parseName.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import type { WriteOptions } from "../calls/sendCall.ts";
import { requireDuration, YEAR } from "./registration.ts";

export type RenewNameParameters = WriteOptions & {
  name: string;
  /** Seconds, counted from the name's end; by default a year. */
  duration?: number | undefined;
};

/**
 * Adds time to a name, live or in grace. Anyone may pay. Throws INVALID_NAME, INVALID_DURATION;
 * reverts: NameNotRenewable, InvalidDuration.
 */
export const renewName = defineWrite(
  async (client, { name, duration = YEAR }: RenewNameParameters) => {
    const { label } = parseSoldName(name);
    requireDuration(duration);
    const args = [label, BigInt(duration)] as const;
    const value = await readContract(client, "nameRegistrar", "priceOf", args);
    return contractCall(client, { contract: "nameRegistrar", functionName: "renew", args, value });
  },
  (client, receipt) => {
    const { expiry } = eventOf(client, receipt, "nameRegistry", "NameRenewed");
    const { price } = eventOf(client, receipt, "nameRegistrar", "RenewalBought");
    return { expiry: Number(expiry), price };
  },
);
