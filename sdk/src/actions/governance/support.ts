import { SendingError } from "../../errors/index.ts";

/** Votes by their numbers in the governor. */
export const supports = ["against", "for", "abstain"] as const;
export type Support = (typeof supports)[number];

/** @throws SendingError INVALID_VOTE */
export function supportNumber(support: Support): number {
  const number = supports.indexOf(support);
  if (number >= 0) return number;
  throw new SendingError("A vote is for, against or abstain.", {
    code: "INVALID_VOTE",
    details: `${support}`,
  });
}
