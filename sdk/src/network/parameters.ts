import { SendingError } from "../errors/index.ts";

/** The network's governed values, by their numbers in Parameters.sol, with what they count. */
export const parameters = {
  /** Least that an Edge may ask per MiB that it takes in, and most. */
  relayInLeast: "wei of SEND a MiB",
  relayInMost: "wei of SEND a MiB",
  /** The same per MiB that it hands out. */
  relayOutLeast: "wei of SEND a MiB",
  relayOutMost: "wei of SEND a MiB",
  /** The same per MiB that it keeps for a day. */
  storageLeast: "wei of SEND a MiB and day",
  storageMost: "wei of SEND a MiB and day",
  /** Most of the escrow that one epoch may debit. */
  debitBound: "basis points",
  /** Most that one share of a WatchDog's report earns. */
  shareBound: "wei of SEND",
  /** What an Edge carries unpaid for one peer in an epoch. */
  freeQuota: "bytes",
} as const;

export type ParameterName = keyof typeof parameters;
export const parameterNames = Object.keys(parameters) as ParameterName[];

/** The parameter's number in Parameters.sol. @throws SendingError UNKNOWN_PARAMETER */
export function parameterNumber(name: string): number {
  const number = parameterNames.indexOf(name as ParameterName);
  if (number >= 0) return number;
  throw new SendingError("There is no such parameter.", {
    code: "UNKNOWN_PARAMETER",
    details: name,
    hint: `Parameters are ${parameterNames.join(", ")}.`,
  });
}
