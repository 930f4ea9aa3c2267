import { base58 } from "@scure/base";
import type { DIDDocument, Service, VerificationMethod } from "did-resolver";
import {
  type Address,
  concatBytes,
  getAddress,
  type Hex,
  hexToBytes,
  keccak256,
  stringToBytes,
} from "viem";
import { scopes } from "../actions/did/authorizeSessionKey.ts";
import type { DidAttribute, DidState } from "./didState.ts";

/** Attributes `did/svc/<type>` are services: the value is the endpoint, a URL or a JSON object. */
const SERVICE = "did/svc/";

/** Multicodec prefixes of public keys (varints). */
const codecs = { ed25519: Uint8Array.of(0xed, 0x01), x25519: Uint8Array.of(0xec, 0x01) };

/** What the document means as JSON-LD. */
export const contexts = [
  "https://www.w3.org/ns/did/v1",
  "https://w3id.org/security/suites/secp256k1recovery-2020/v2",
  "https://w3id.org/security/multikey/v1",
];

/**
 * The DID document (W3C DID Core 1.0). The controller and linked wallets are accounts
 * (EcdsaSecp256k1RecoveryMethod2020, CAIP-10), devices are two Multikeys each; session keys appear
 * where their scope allows.
 */
export function didDocument(did: string, chainId: number, state: DidState): DIDDocument {
  const account = (name: string, address: Address): VerificationMethod => ({
    id: `${did}#${name}`,
    type: "EcdsaSecp256k1RecoveryMethod2020",
    controller: did,
    blockchainAccountId: `eip155:${chainId}:${getAddress(address)}`,
  });
  const key = (name: string, codec: keyof typeof codecs, value: Hex): VerificationMethod => ({
    id: `${did}#${name}`,
    type: "Multikey",
    controller: did,
    publicKeyMultibase: `z${base58.encode(concatBytes([codecs[codec], hexToBytes(value)]))}`,
  });
  const controller = account("controller", state.controller);
  const wallets = state.wallets.map((wallet) => account(`wallet-${wallet.toLowerCase()}`, wallet));
  const sessions = state.sessionKeys.map(({ key: address, scope }) => {
    return { method: account(`session-${address.toLowerCase()}`, address), scope };
  });
  const devices = state.devices.map(({ deviceId, identityKey, signingKey }) => ({
    signing: key(`device-${deviceId.slice(2)}-signing`, "ed25519", signingKey),
    agreement: key(`device-${deviceId.slice(2)}-agreement`, "x25519", identityKey),
  }));
  const signing = devices.map((device) => device.signing);
  const agreement = devices.map((device) => device.agreement);
  const mayIn = (wanted: number) =>
    sessions.filter(({ scope }) => (scope & wanted) !== 0).map(({ method }) => method);
  const ids = (methods: readonly VerificationMethod[]) => methods.map(({ id }) => id);
  return {
    id: did,
    verificationMethod: [
      ...[controller, ...wallets],
      ...sessions.map(({ method }) => method),
      ...[...signing, ...agreement],
    ],
    authentication: ids([controller, ...wallets, ...mayIn(scopes.login), ...signing]),
    assertionMethod: ids([controller, ...wallets, ...mayIn(scopes.routes), ...signing]),
    keyAgreement: ids(agreement),
    capabilityInvocation: ids([controller]),
    capabilityDelegation: ids([controller]),
    service: state.attributes.flatMap((attribute) => serviceOf(did, attribute)),
  };
}

function serviceOf(did: string, { name, value }: DidAttribute): Service[] {
  const endpoint = name.startsWith(SERVICE) ? endpointOf(value) : undefined;
  if (endpoint === undefined) return [];
  // Stays the same while others come and go.
  const id = keccak256(concatBytes([stringToBytes(name), value])).slice(2, 18);
  return [
    { id: `${did}#service-${id}`, type: name.slice(SERVICE.length), serviceEndpoint: endpoint },
  ];
}

/** A URL, or what JSON says; nothing when it is neither. */
function endpointOf(value: Uint8Array): string | Record<string, unknown> | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(value);
    if (text.startsWith("{")) return JSON.parse(text);
    return URL.canParse(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
