import type { Address, Hex } from "viem";
import { privateKeyToAddress } from "viem/accounts";

/**
 * First account of the public test mnemonic that every development chain funds: deployer, treasury
 * and licence issuer of the local network. Worthless anywhere else.
 */
export const developerKey: Hex =
  "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

export const developer: Address = privateKeyToAddress(developerKey);
