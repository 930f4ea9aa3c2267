import { encodeAbiParameters, type Hex, keccak256 } from "viem";
import type { Deployment } from "./deployment.ts";

const parameters = [
  { type: "uint256" },
  { type: "address" },
  { type: "uint64" },
  { type: "bytes32" },
] as const;

/**
 * Semaphore scope of an epoch: keccak256(abi.encode(chainId, WatchDogLicense, epoch, seed)). Given to
 * the library as it is; the library and the contract hash it alike (keccak256 >> 8).
 */
export function semaphoreScope(
  deployment: Pick<Deployment, "chainId" | "contracts">,
  epoch: number,
  seed: Hex,
): bigint {
  const { chainId, contracts } = deployment;
  const values = [BigInt(chainId), contracts.watchDogLicense, BigInt(epoch), seed] as const;
  return BigInt(keccak256(encodeAbiParameters(parameters, values)));
}
