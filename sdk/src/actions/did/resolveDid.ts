import { type DIDResolutionResult, Resolver } from "did-resolver";
import { getResolver } from "../../did/getResolver.ts";
import type { SendingContext } from "../calls/context.ts";

export type ResolveDidParameters = {
  /** A DID, or a DID URL with `?versionId=<block>`. */
  did: string;
};

/**
 * Resolves a DID to its W3C DID Core document, by the chain's events alone. Never throws: errors are in
 * `didResolutionMetadata`, as the standard wants.
 */
export function resolveDid(
  client: SendingContext,
  { did }: ResolveDidParameters,
): Promise<DIDResolutionResult> {
  return new Resolver(getResolver(client)).resolve(did);
}
