import { type Account, type Address, encodeFunctionData, type Hex } from "viem";
import { getBlock, readContract, signTypedData } from "viem/actions";
import { SendingError, toSendingError } from "../../errors/index.ts";
import { didRegistryAbi } from "../../generated/abis.ts";
import { type DomainName, typedDataOf } from "../../typed-data/index.ts";
import { type ContractKey, contractAbis, type SendingContext } from "../calls/context.ts";
import type { ContractCall } from "../calls/contractCall.ts";
import { accountOf } from "../calls/sendCall.ts";
import { tokenIdOf } from "../did/tokenIdOf.ts";

const LIFETIME = 3_600;

/** Contracts that take signed calls. */
export type SignedContract = {
  [key in ContractKey]: "callBySignature" extends Named<(typeof contractAbis)[key][number]>
    ? key
    : never;
}[ContractKey];
type Named<item> = item extends { type: "function"; name: infer name } ? name : never;

/** Calls that anyone may make in the signer's name, once. */
export type SignedCalls = {
  contract: SignedContract;
  signer: Address;
  /** Calldata, made in order, all or none. */
  calls: Hex[];
  nonce: bigint;
  /** Second after which nobody can make them. */
  deadline: bigint;
  signature: Hex;
};

export type SignCallsParameters = {
  /** Of one contract, without coins: what a writing action's `call()` gives. */
  calls: readonly ContractCall[];
  /** Who acts; by default the client's account. */
  account?: Account | Address | undefined;
  /** Seconds that the signature holds; an hour by default. */
  lifetime?: number | undefined;
  /** Void as soon as this DID is transferred or bumped. For calls of the identity registry. */
  whileNonceOf?: string | undefined;
};

/**
 * Signs calls for a relayer, who sends them with {@link sendSignedCalls} and pays the gas. One set at a
 * time: they are numbered. Throws INVALID_BATCH, NO_ACCOUNT.
 */
export async function signCalls(
  client: SendingContext,
  parameters: SignCallsParameters,
): Promise<SignedCalls> {
  const contract = contractOf(parameters.calls);
  const account = accountOf(client, parameters.account);
  const signer = account.address;
  const guard = parameters.whileNonceOf;
  const first = guard === undefined ? [] : [await requireNonce(client, contract, guard)];
  const calls = [...first, ...parameters.calls.map(({ data }) => data)];
  const address = client.deployment.contracts[contract];
  const abi = contractAbis.didRegistry;
  try {
    const [nonce, { timestamp }] = await Promise.all([
      readContract(client, { address, abi, functionName: "nonces", args: [signer] }),
      getBlock(client),
    ]);
    const deadline = timestamp + BigInt(parameters.lifetime ?? LIFETIME);
    const message = { signer, calls, nonce, deadline };
    const typed = typedDataOf(client.deployment, "Calls", message, domainNameOf(contract));
    const signature = await signTypedData(client, { ...typed, account });
    return { contract, ...message, signature };
  } catch (error) {
    throw toSendingError(error);
  }
}

function contractOf(calls: readonly ContractCall[]): SignedContract {
  const contract = calls[0]?.contract;
  const same = calls.every((call) => call.contract === contract && call.value === 0n);
  const takes =
    contract !== undefined &&
    contract !== "token" &&
    contractAbis[contract].some((item) => "name" in item && item.name === "callBySignature");
  if (takes && same) return contract as SignedContract;
  throw new SendingError("These calls cannot be signed together.", {
    code: "INVALID_BATCH",
    details: [...new Set(calls.map((call) => call.contract))].join(", ") || "there are none",
    hint: "Sign calls of one contract that takes signed calls, without coins.",
  });
}

async function requireNonce(
  client: SendingContext,
  contract: SignedContract,
  did: string,
): Promise<Hex> {
  if (contract !== "didRegistry") {
    throw new SendingError("Only calls of the identity registry can depend on a DID's nonce.", {
      code: "INVALID_BATCH",
      details: contract,
    });
  }
  const id = tokenIdOf(client, did);
  const address = client.deployment.contracts.didRegistry;
  const abi = didRegistryAbi;
  const nonce = await readContract(client, { address, abi, functionName: "nonceOf", args: [id] });
  return encodeFunctionData({ abi, functionName: "requireNonce", args: [id, nonce] });
}

function domainNameOf(contract: SignedContract): DomainName {
  return `${contract[0]?.toUpperCase()}${contract.slice(1)}` as DomainName;
}
