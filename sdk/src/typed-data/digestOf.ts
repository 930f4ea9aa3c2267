import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, domainSeparator, type Hex, hexToBytes } from "viem";
import { domainOfStruct, eip712, type SignedStructs } from "../generated/eip712.ts";
import { type DomainName, domainOf, type SigningContext } from "./domainOf.ts";
import { compileStructHash, type StructHash } from "./structHash.ts";

export type StructName = keyof SignedStructs;

const structHashes = new Map<StructName, StructHash>();
const separators = new WeakMap<SigningContext, Map<DomainName, Uint8Array>>();

/** The 32 bytes that a signature over `message` covers (EIP-712), in the domain of `contract`. */
export function digestBytesOf<name extends StructName>(
  deployment: SigningContext,
  struct: name,
  message: SignedStructs[name],
  contract: DomainName = domainOfStruct[struct],
): Uint8Array {
  const preimage = new Uint8Array(66);
  preimage[0] = 0x19;
  preimage[1] = 0x01;
  preimage.set(separatorOf(deployment, contract), 2);
  preimage.set(structHashOf(struct)(message), 34);
  return keccak_256(preimage);
}

/** As {@link digestBytesOf}, in hex. */
export function digestOf<name extends StructName>(
  deployment: SigningContext,
  struct: name,
  message: SignedStructs[name],
  contract: DomainName = domainOfStruct[struct],
): Hex {
  return bytesToHex(digestBytesOf(deployment, struct, message, contract));
}

function structHashOf(struct: StructName): StructHash {
  let hash = structHashes.get(struct);
  if (!hash) {
    hash = compileStructHash(eip712[domainOfStruct[struct]].types, struct);
    structHashes.set(struct, hash);
  }
  return hash;
}

function separatorOf(deployment: SigningContext, contract: DomainName): Uint8Array {
  let known = separators.get(deployment);
  if (!known) {
    known = new Map();
    separators.set(deployment, known);
  }
  let separator = known.get(contract);
  if (!separator) {
    separator = hexToBytes(domainSeparator({ domain: domainOf(deployment, contract) }));
    known.set(contract, separator);
  }
  return separator;
}
