import type {
  Abi,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionReturnType,
} from "viem";
import { readContract as viemRead } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import {
  type ContractAbis,
  type ContractKey,
  contractAbis,
  type SendingContext,
} from "./context.ts";

type ViewName<key extends ContractKey> = ContractFunctionName<ContractAbis[key], "view" | "pure">;

/** Reads one of the network's contracts; a revert becomes a ContractError. */
export async function readContract<
  const key extends ContractKey,
  name extends ViewName<key>,
  const args extends ContractFunctionArgs<ContractAbis[key], "view" | "pure", name>,
>(
  client: SendingContext,
  contract: key,
  functionName: name,
  args: args,
): Promise<ContractFunctionReturnType<ContractAbis[key], "view" | "pure", name, args>> {
  try {
    const value = await viemRead(client, {
      address: client.deployment.contracts[contract],
      abi: contractAbis[contract] as Abi,
      functionName,
      args: args as readonly unknown[],
    });
    return value as ContractFunctionReturnType<ContractAbis[key], "view" | "pure", name, args>;
  } catch (error) {
    throw toSendingError(error);
  }
}
