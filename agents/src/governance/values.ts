import type { ParameterState } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type ParameterName, parameterNumber, parameters } from "@sendingnetwork/sdk/network";
import * as v from "valibot";
import { formatEther } from "viem";
import { amount, bytes } from "../config/values.ts";

/**
 * Reads `freeQuota=8MiB`, `relayInMost=0.5`, `debitBound=400`: amounts in SEND, bytes with a unit.
 * @throws {SendingError} CONFIG_PARAMETER, UNKNOWN_PARAMETER
 */
export function parseChanges(texts: readonly string[]): Partial<Record<ParameterName, bigint>> {
  const changes: Partial<Record<ParameterName, bigint>> = {};
  for (const text of texts) {
    const [name = "", value = "", ...rest] = text.split("=");
    if (rest.length > 0 || value === "") throw unreadable(text);
    parameterNumber(name);
    const parsed = parseValue(name as ParameterName, value);
    if (parsed === undefined) throw unreadable(text);
    changes[name as ParameterName] = parsed;
  }
  return changes;
}

function parseValue(name: ParameterName, text: string): bigint | undefined {
  const unit = parameters[name];
  if (unit === "basis points") return /^\d{1,5}$/.test(text) ? BigInt(text) : undefined;
  const result = v.safeParse(unit === "bytes" ? bytes : amount, text);
  const value = result.success ? result.output : undefined;
  return value === undefined ? undefined : BigInt(value);
}

/** A value for people: what {@link parseChanges} reads, with its unit. */
export function formatValue(name: ParameterName, value: bigint): string {
  const unit = parameters[name];
  if (unit === "bytes") return value % 2n ** 20n === 0n ? `${value >> 20n}MiB` : `${value} bytes`;
  if (unit === "basis points") return `${value} ${unit}`;
  return `${formatEther(value)}${unit.slice("wei of".length)}`;
}

/** "0.1 SEND a MiB to 10 SEND a MiB" */
export function formatLimits({ name, least, most }: ParameterState): string {
  return `${formatValue(name, least)} to ${formatValue(name, most)}`;
}

function unreadable(text: string): SendingError {
  return new SendingError("This is no change of a parameter.", {
    code: "CONFIG_PARAMETER",
    details: text,
    hint: "Write name=value: freeQuota=8MiB, relayInMost=0.5 (SEND), debitBound=400 (basis points).",
  });
}
