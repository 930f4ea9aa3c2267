import { type Address, type Hex, zeroAddress } from "viem";
import { getBlock } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { parseName } from "../../names/parseName.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

export type GetNameReturnType = {
  name: string;
  /** ENS node; as a number the token's id. */
  node: Hex;
  /**
   * `grace`: ran out, its holder may still renew. `free`: a name that can be registered, or a subname
   * that is not there.
   */
  status: "live" | "grace" | "free";
  /** The present or, in grace, last holder. */
  holder: Address | null;
  /** Unix seconds; null for subnames, which live with the name above, and for what is free. */
  expiry: number | null;
  /** Registrations so far: records and subnames of an earlier one are dead. */
  version: number;
  /** Who answers for a live name. */
  resolver: Address | null;
};

/** State of a name. Throws INVALID_NAME. */
export async function getName(
  client: SendingContext,
  parameters: { name: string },
): Promise<GetNameReturnType> {
  const { name, node, parent } = parseName(parameters.name);
  const [state, resolver, { timestamp }] = await Promise.all([
    readContract(client, "nameRegistry", "stateOf", [node]),
    readContract(client, "nameRegistry", "resolver", [node]),
    getBlock(client).catch((error) => Promise.reject(toSendingError(error))),
  ]);
  const { holder, version, live } = state;
  const end = Number(state.expiry);
  const inGrace = !parent && Number(timestamp) < end + client.deployment.schedule.nameGrace;
  const status = live ? "live" : inGrace ? "grace" : "free";
  return {
    ...{ name, node, status, version },
    holder: status === "free" ? null : holder,
    expiry: parent || status === "free" ? null : end,
    resolver: resolver === zeroAddress ? null : resolver,
  };
}
