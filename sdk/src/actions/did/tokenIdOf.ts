import { SendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { parseDid } from "./parseDid.ts";

/** Token id of a DID of the client's chain. Throws INVALID_DID, WRONG_CHAIN. */
export function tokenIdOf(client: SendingContext, did: string): bigint {
  const { chainId, id } = parseDid(did);
  if (chainId === client.deployment.chainId) return id;
  throw new SendingError("The DID belongs to another chain.", {
    code: "WRONG_CHAIN",
    details: `${did}, connected to chain ${client.deployment.chainId}`,
  });
}
