import {
  type Abi,
  type Address,
  encodeFunctionData,
  erc20Abi,
  erc721Abi,
  isAddressEqual,
  parseAbi,
} from "viem";
import { readContract } from "viem/actions";
import { type Item, itemKinds } from "../../trade/index.ts";
import type { SendingContext } from "../calls/context.ts";
import type { ContractCall } from "../calls/contractCall.ts";

const erc1155Abi = parseAbi([
  "function balanceOf(address account, uint256 id) view returns (uint256)",
  "function isApprovedForAll(address account, address operator) view returns (bool)",
  "function setApprovalForAll(address operator, bool approved)",
]);

/** All that one account must have of one thing. */
export type Need = { item: Item; amount: bigint };

/** Adds up what the items are of each token and id. */
export function needsOf(items: readonly Item[]): Need[] {
  const needs = new Map<string, Need>();
  for (const item of items) {
    const key = [item.kind, item.token.toLowerCase(), item.id].join();
    const known = needs.get(key);
    if (known) known.amount += item.amount;
    else needs.set(key, { item, amount: item.amount });
  }
  return [...needs.values()];
}

/** Whether `owner` has it; what it has, where that is a number. Undefined when the token does not answer. */
export async function holds(
  client: SendingContext,
  owner: Address,
  { item, amount }: Need,
): Promise<boolean | undefined> {
  const { token: address, id } = item;
  try {
    switch (itemKinds[item.kind]) {
      case "erc20": {
        const call = { address, abi: erc20Abi, functionName: "balanceOf", args: [owner] } as const;
        return (await readContract(client, call)) >= amount;
      }
      case "erc1155": {
        const args = [owner, id] as const;
        const call = { address, abi: erc1155Abi, functionName: "balanceOf", args } as const;
        return (await readContract(client, call)) >= amount;
      }
      case "native":
        return true;
      default: {
        const call = { address, abi: erc721Abi, functionName: "ownerOf", args: [id] } as const;
        return isAddressEqual(await readContract(client, call), owner);
      }
    }
  } catch {
    return undefined;
  }
}

/** The call that lets `escrow` move it; undefined when it may already. */
export async function approvalFor(
  client: SendingContext,
  owner: Address,
  { item, amount }: Need,
): Promise<ContractCall | undefined> {
  const escrow = client.deployment.contracts.tradeEscrow;
  const { token: address, id } = item;
  const kind = itemKinds[item.kind];
  if (kind === "native") return undefined;
  if (kind === "erc20") {
    const args = [owner, escrow] as const;
    const allowed = await readContract(client, {
      ...{ address, abi: erc20Abi, functionName: "allowance", args },
    });
    return allowed >= amount ? undefined : callOf(address, erc20Abi, "approve", [escrow, amount]);
  }
  const args = [owner, escrow] as const;
  const ofAll = await readContract(client, {
    ...{ address, abi: erc721Abi, functionName: "isApprovedForAll", args },
  });
  if (ofAll) return undefined;
  if (kind === "erc1155") {
    return callOf(address, erc1155Abi, "setApprovalForAll", [escrow, true]);
  }
  const approved = await readContract(client, {
    ...{ address, abi: erc721Abi, functionName: "getApproved", args: [id] },
  });
  if (isAddressEqual(approved, escrow)) return undefined;
  return callOf(address, erc721Abi, "approve", [escrow, id]);
}

function callOf(to: Address, abi: Abi, functionName: string, args: unknown[]): ContractCall {
  const data = encodeFunctionData({ abi, functionName, args });
  return { contract: "token", functionName, args, abi, to, data, value: 0n };
}
