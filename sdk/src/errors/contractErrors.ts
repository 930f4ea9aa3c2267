import type { AbiParameter } from "viem";
import * as abis from "../generated/abis.ts";

export type AbiError = {
  type: "error";
  name: string;
  inputs: readonly AbiParameter[];
};

/**
 * Every error that our contracts can revert with. One list for all: a call to one contract may
 * revert in another (a bond is taken from the token).
 */
export const contractErrors: readonly AbiError[] = Object.values(abis).flatMap((abi) =>
  (abi as readonly { type: string }[]).filter((item): item is AbiError => item.type === "error"),
);
