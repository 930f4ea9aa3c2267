import { createRequire } from "node:module";
import { type Abi, type Address, type Hex, labelhash, namehash, parseAbi, zeroHash } from "viem";
import type { TestChain } from "../../support/chain.ts";

const require = createRequire(import.meta.url);

type Artifact = { abi: Abi; bytecode: Hex };

/** ENS as it runs on Ethereum, from the bytecode that its makers publish. */
const registryArtifact: Artifact = require("@ensdomains/ens/build/contracts/ENSRegistry.json");
const resolverArtifact: Artifact = require("@ensdomains/resolver/build/contracts/PublicResolver.json");

const registryAbi = parseAbi([
  "function setSubnodeOwner(bytes32 node, bytes32 label, address owner) returns (bytes32)",
  "function setResolver(bytes32 node, address resolver)",
]);
const resolverAbi = parseAbi([
  "function setAddr(bytes32 node, address a)",
  "function setText(bytes32 node, string key, string value)",
  "function setName(bytes32 node, string name)",
]);

const constructorAbi = parseAbi(["constructor(address registry)"]);

export type Ens = {
  universalResolver: Address;
  /** Registers a name, label by label, and writes its records. */
  set(
    name: string,
    records: { addr?: Address; text?: [string, string]; name?: string },
  ): Promise<void>;
};

/** Deploys an ENS registry and resolver, with our universal resolver over them. */
export async function deployEns(chain: TestChain, universalBytecode: Hex): Promise<Ens> {
  const client = chain.client(chain.account(19));
  const account = chain.account(19);
  const me = account.address;
  const done = async (hash: Hex) => client.waitForTransactionReceipt({ hash });
  const deploy = async (abi: Abi, bytecode: Hex, args: readonly unknown[] = []) => {
    const { contractAddress } = await done(
      await client.deployContract({ account, abi, bytecode, args }),
    );
    if (!contractAddress) throw new Error("Not deployed");
    return contractAddress;
  };
  const registry = await deploy(registryArtifact.abi, registryArtifact.bytecode);
  const resolver = await deploy(resolverArtifact.abi, resolverArtifact.bytecode, [registry]);
  const universalResolver = await deploy(constructorAbi, universalBytecode, [registry]);
  const setRegistry = { account, address: registry, abi: registryAbi } as const;
  const setRecord = { account, address: resolver, abi: resolverAbi } as const;
  return {
    universalResolver,
    async set(name, records) {
      const labels = name.split(".").reverse();
      let node: Hex = zeroHash;
      let path = "";
      for (const label of labels) {
        const args = [node, labelhash(label), me] as const;
        await done(
          await client.writeContract({ ...setRegistry, functionName: "setSubnodeOwner", args }),
        );
        path = path ? `${label}.${path}` : label;
        node = namehash(path);
      }
      const write = { ...setRegistry, functionName: "setResolver" } as const;
      await done(await client.writeContract({ ...write, args: [node, resolver] }));
      const { addr, text, name: reverse } = records;
      if (addr) {
        const call = { ...setRecord, functionName: "setAddr", args: [node, addr] } as const;
        await done(await client.writeContract(call));
      }
      if (text) {
        const call = { ...setRecord, functionName: "setText", args: [node, ...text] } as const;
        await done(await client.writeContract(call));
      }
      if (reverse) {
        const call = { ...setRecord, functionName: "setName", args: [node, reverse] } as const;
        await done(await client.writeContract(call));
      }
    },
  };
}
