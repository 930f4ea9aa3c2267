// contracts/ -> sdk/src/generated/abis.ts
import type { Abi } from "viem";
import { formatAbiItem } from "viem/utils";
import { type Artifact, compare } from "./artifacts.ts";
import { type ContractName, contractNames, contracts, libraries } from "./contracts.ts";
import { banner } from "./paths.ts";

/** One `as const` ABI per contract: of the interface, and of the implementation where it exists. */
export function generateAbis(artifacts: Artifact[]): string {
  const abis = contractNames.map((name) => [constantOf(name), abiOf(name, artifacts)] as const);
  const known = new Set(abis.flatMap(([, abi]) => abi.map(keyOf)));
  const others = libraryErrors(artifacts).filter((item) => !known.has(keyOf(item)));
  const parts = [...abis, ["libraryErrorsAbi", others] as const].map(([constant, abi]) => {
    const items = abi.map((item) => `  ${JSON.stringify(item)},\n`);
    return `export const ${constant} = [\n${items.join("")}] as const;\n`;
  });
  return `${banner("contracts/")}\n${parts.join("\n")}`;
}

export function abiOf(name: ContractName, artifacts: Artifact[]): Abi {
  const items = new Map<string, Abi[number]>();
  for (const contract of [`I${name}`, name]) {
    const source = `contracts/${contracts[name]}/${contract}.sol`;
    const artifact = artifacts.find((it) => it.source === source && it.name === contract);
    if (!artifact && contract !== name) throw new Error(`No artifact of ${source}`);
    for (const item of artifact?.abi ?? []) {
      if (item.type !== "function" && item.type !== "event" && item.type !== "error") continue;
      // The implementation comes last: its mutability and parameter names are the deployed ones.
      items.set(keyOf(item), clean(item));
    }
  }
  return sorted(items);
}

function libraryErrors(artifacts: Artifact[]): Abi {
  const items = new Map<string, Abi[number]>();
  for (const { abi } of artifacts.filter(({ name }) => libraries.includes(name))) {
    for (const item of abi) if (item.type === "error") items.set(keyOf(item), clean(item));
  }
  return sorted(items);
}

function sorted(items: Map<string, Abi[number]>): Abi {
  return [...items].sort(([a], [b]) => compare(a, b)).map(([, item]) => item);
}

/** Name and input types: what a selector is made of. */
function keyOf(item: Abi[number]): string {
  return `${item.type} ${formatAbiItem(item)}`;
}

function constantOf(name: string): string {
  return `${name[0]?.toLowerCase()}${name.slice(1)}Abi`;
}

/** Without `internalType`, which names Solidity's types and would change with a mere rename. */
function clean<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (key, it) => (key === "internalType" ? undefined : it)));
}
