import type { Hex } from "viem";

/**
 * First account of the public test mnemonic that every development chain funds: deployer, treasury
 * and governor of a local network. Worthless anywhere else.
 */
export const developerKey: Hex =
  "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

/** Chain id of development chains (anvil, hardhat). */
export const DEVELOPMENT_CHAIN = 31_337;
