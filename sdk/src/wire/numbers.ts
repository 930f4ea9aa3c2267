import { ProblemCode } from "../generated/wire.js";
import { ProblemError } from "./problems.ts";

/** A uint64 field as a number; 2^53 and above, where numbers lose digits, is refused. */
export function requireSafe(value: number, field: string): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ProblemError(ProblemCode.MALFORMED_FRAME, `${field} is out of range.`);
}
