import { SendingError } from "../../errors/index.ts";
import { type ParameterName, parameterNumber } from "../../network/parameters.ts";
import type { SendingContext } from "../calls/context.ts";
import { type ContractCall, contractCall } from "../calls/contractCall.ts";
import { getParameters } from "./getParameters.ts";

/** New values by name, in the units of {@link parameters}. */
export type ParameterChanges = { readonly [name in ParameterName]?: bigint };

const SHARE_UNIT = 10n ** 16n;

/**
 * The call that sets parameters: what a proposal to change them makes. Throws UNKNOWN_PARAMETER,
 * INVALID_PARAMETER (nothing to change, outside the limits, or a least price above the most).
 */
export async function parameterCall(
  client: SendingContext,
  { changes }: { changes: ParameterChanges },
): Promise<ContractCall> {
  const wanted = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (wanted.length === 0) throw invalid("there is no change");
  const args = wanted.map(([name, value]) => ({ parameter: parameterNumber(name), value }));
  const states = await getParameters(client);
  const after = states.map(({ name, value }) => changes[name] ?? value);
  for (const [number, { name, least, most }] of states.entries()) {
    const value = after[number] ?? 0n;
    if (value < least || most < value) {
      throw invalid(`${name} is ${value}`, `It must lie between ${least} and ${most}.`);
    }
    const above = after[number + 1] ?? 0n;
    if (name.endsWith("Least") && value > above) {
      throw invalid(`${name} would be ${value}, above ${above}`, "Change both in one proposal.");
    }
  }
  if ((changes.shareBound ?? 0n) % SHARE_UNIT !== 0n) {
    throw invalid(`shareBound is ${changes.shareBound}`, "It counts in hundredths of a SEND.");
  }
  return contractCall(client, { contract: "parameters", functionName: "set", args: [args] });
}

function invalid(details: string, hint?: string): SendingError {
  return new SendingError("The parameters cannot be set so.", {
    code: "INVALID_PARAMETER",
    details,
    hint,
  });
}
