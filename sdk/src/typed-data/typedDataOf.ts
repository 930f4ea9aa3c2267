import type { TypedDataDefinition } from "viem";
import { domainOfStruct, eip712, type SignedStructs } from "../generated/eip712.ts";
import type { StructName } from "./digestOf.ts";
import { domainOf, type SigningContext } from "./domainOf.ts";

/** What a wallet is asked to sign: for viem's `signTypedData` and its kin. */
export function typedDataOf<name extends StructName>(
  deployment: SigningContext,
  struct: name,
  message: SignedStructs[name],
): TypedDataDefinition {
  const contract = domainOfStruct[struct];
  return {
    domain: domainOf(deployment, contract),
    types: eip712[contract].types,
    primaryType: struct,
    message,
  };
}
