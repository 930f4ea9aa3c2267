import type { Address } from "viem";
import { SendingError } from "../errors/index.ts";
import { eip712 } from "../generated/eip712.ts";

export type DomainName = keyof typeof eip712;

/** What of a deployment signatures depend on. */
export type SigningContext = {
  chainId: number;
  contracts: Readonly<Partial<Record<Uncapitalize<DomainName>, Address>>>;
};

/** EIP-712 domain with every field that binds a signature to one network. */
export type Domain = {
  name: string;
  version: string;
  chainId: number;
  verifyingContract: Address;
};

/** The domain of a contract's signed structs (EIP-712). Throws UNKNOWN_CONTRACT. */
export function domainOf(deployment: SigningContext, contract: DomainName): Domain {
  const { name, version } = eip712[contract];
  const key = `${contract[0]?.toLowerCase()}${contract.slice(1)}` as Uncapitalize<DomainName>;
  const verifyingContract = deployment.contracts[key];
  if (!verifyingContract) {
    throw new SendingError("The deployment lacks the contract that the signature is for.", {
      code: "UNKNOWN_CONTRACT",
      details: contract,
    });
  }
  return { name, version, chainId: deployment.chainId, verifyingContract };
}
