import { type ParameterName, parameterNames, parameters } from "../../network/parameters.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type ParameterState = {
  name: ParameterName;
  value: bigint;
  /** The values that it can ever have, both included. */
  least: bigint;
  most: bigint;
  unit: string;
};

/** Every governed value of the network, with the limits that nobody can change. */
export async function getParameters(client: SendingContext): Promise<ParameterState[]> {
  const [values, limits] = await Promise.all([
    readContract(client, "parameters", "getAll", []),
    Promise.all(
      parameterNames.map((_, number) => readContract(client, "parameters", "limitsOf", [number])),
    ),
  ]);
  return parameterNames.map((name, number) => {
    const [least, most] = limits[number] ?? [0n, 0n];
    return { name, value: values[number] ?? 0n, least, most, unit: parameters[name] };
  });
}
