import type {
  DIDResolutionOptions,
  DIDResolutionResult,
  DIDResolver,
  ParsedDID,
} from "did-resolver";
import type { SendingContext } from "../actions/calls/context.ts";
import { parseDid } from "../actions/did/parseDid.ts";
import { SendingError } from "../errors/index.ts";
import { contexts, didDocument } from "./didDocument.ts";
import { readDid } from "./readDid.ts";

const JSON_LD = "application/did+ld+json";
const representations = [JSON_LD, "application/did+json"];

/**
 * The `sdn` method for the `did-resolver` package: `new Resolver(getResolver(client))`. Reads the chain
 * that `client` is connected to, by the DID's events alone.
 *
 * - Errors, in the metadata: `invalidDid`, `notFound` (also for other chains), `invalidDidUrl`,
 *   `representationNotSupported`, `internalError` (with a `message`).
 * - `versionId` is a block number: `?versionId=<n>` resolves the DID as it was at the end of block n;
 *   `nextVersionId` tells the block of the change after it. `versionTime` is not supported.
 * - `deactivated` never appears: a DID cannot be burned.
 */
export function getResolver(client: SendingContext): { sdn: DIDResolver } {
  return {
    sdn: async (did, parsed, _, options) => {
      try {
        return await resolve(client, did, parsed, options);
      } catch (error) {
        const code = error instanceof SendingError ? error.code : undefined;
        if (code === "INVALID_DID") return failure("invalidDid", error);
        return code === "WRONG_CHAIN"
          ? failure("notFound", error)
          : failure("internalError", error);
      }
    },
  };
}

async function resolve(
  client: SendingContext,
  did: string,
  parsed: ParsedDID,
  { accept = JSON_LD }: DIDResolutionOptions,
): Promise<DIDResolutionResult> {
  if (!representations.includes(accept)) return failure("representationNotSupported");
  const { chainId } = parseDid(did);
  const query = new URLSearchParams(parsed.query);
  const version = query.get("versionId");
  const isBlock = version === null || /^[0-9]{1,16}$/.test(version);
  if (!isBlock || query.has("versionTime")) return failure("invalidDidUrl");
  const atBlock = version === null ? undefined : BigInt(version);
  const state = await readDid(client, { did, atBlock });
  if (!state) return failure("notFound");
  const document = didDocument(did, chainId, state);
  return {
    didResolutionMetadata: { contentType: accept },
    didDocument: accept === JSON_LD ? { "@context": contexts, ...document } : document,
    didDocumentMetadata: {
      versionId: String(state.changedAt),
      updated: new Date(state.updated * 1000).toISOString().replace(".000", ""),
      ...(state.nextChange === undefined ? {} : { nextVersionId: String(state.nextChange) }),
    },
  };
}

function failure(error: string, cause?: unknown): DIDResolutionResult {
  const message = cause instanceof Error ? { message: cause.message } : {};
  return {
    didResolutionMetadata: { error, ...message },
    didDocument: null,
    didDocumentMetadata: {},
  };
}
