import { SendingError } from "../../errors/index.ts";

/** The number of licences as contracts take it; 1 without one. @throws INVALID_QUANTITY */
export function quantityOf(quantity = 1): bigint {
  if (Number.isSafeInteger(quantity) && quantity >= 1) return BigInt(quantity);
  throw new SendingError("Licences are counted in whole numbers from 1.", {
    code: "INVALID_QUANTITY",
    details: `${quantity}`,
  });
}
