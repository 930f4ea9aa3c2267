import {
  type Address,
  encodeAbiParameters,
  type Hex,
  hexToBigInt,
  keccak256,
  numberToHex,
  zeroHash,
} from "viem";
import type { ProposedCall } from "./propose.ts";

const parameters = [
  { type: "address[]" },
  { type: "uint256[]" },
  { type: "bytes[]" },
  { type: "bytes32" },
  { type: "bytes32" },
] as const;

/** The id under which a governor's proposal waits in its timelock (TimelockController). */
export function operationOf(
  governor: Address,
  { calls, descriptionHash }: { calls: readonly ProposedCall[]; descriptionHash: Hex },
): Hex {
  const salt = hexToBigInt(descriptionHash) ^ (hexToBigInt(governor) << 96n);
  return keccak256(
    encodeAbiParameters(parameters, [
      calls.map(({ to }) => to),
      calls.map(({ value = 0n }) => value),
      calls.map(({ data }) => data),
      zeroHash,
      numberToHex(salt, { size: 32 }),
    ]),
  );
}
