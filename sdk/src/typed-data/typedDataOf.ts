import type { TypedDataDefinition } from "viem";
import { domainOfStruct, eip712, type SignedStructs } from "../generated/eip712.ts";
import type { StructName } from "./digestOf.ts";
import { type DomainName, domainOf, type SigningContext } from "./domainOf.ts";

/**
 * What a wallet is asked to sign: for viem's `signTypedData` and its kin. `contract` verifies it; only
 * `Calls`, which several contracts take, needs it named.
 */
export function typedDataOf<name extends StructName>(
  deployment: SigningContext,
  struct: name,
  message: SignedStructs[name],
  contract: DomainName = domainOfStruct[struct],
): TypedDataDefinition {
  return {
    domain: domainOf(deployment, contract),
    types: eip712[contract].types,
    primaryType: struct,
    message,
  };
}
