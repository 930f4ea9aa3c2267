import { parametersAbi } from "@sendingnetwork/sdk/abis";
import type { Proposal, Track } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { parameterNames } from "@sendingnetwork/sdk/network";
import { decodeFunctionData, formatEther } from "viem";
import type { Reader } from "../wallet/index.ts";
import { formatValue } from "./values.ts";

export type TrackOptions = { track?: string };

/** @throws {SendingError} CONFIG_TRACK */
export function trackOf({ track = "parameters" }: TrackOptions): Track {
  if (track === "parameters" || track === "upgrades") return track;
  throw new SendingError("A track is parameters or upgrades.", {
    code: "CONFIG_TRACK",
    details: track,
  });
}

/**
 * A proposal by its number, or by the first digits of it as `sdn gov list` prints them.
 * @throws {SendingError} PROPOSAL_UNKNOWN
 */
export async function findProposal(
  { client }: Reader,
  text: string,
  track: Track,
): Promise<Proposal> {
  if (/^\d{60,78}$/.test(text)) return client.getProposal({ track, proposalId: BigInt(text) });
  const latest = await client.getProposals({ track, limit: 100 });
  const matches = /^\d{4,}$/.test(text)
    ? latest.filter(({ proposalId }) => `${proposalId}`.startsWith(text))
    : [];
  const [found, other] = matches;
  if (found && !other) return found;
  throw new SendingError(other ? "Several proposals begin so." : "There is no such proposal.", {
    code: "PROPOSAL_UNKNOWN",
    details: `${text}, track ${track}`,
    hint: "See the numbers with: sdn gov list",
  });
}

/** What the proposal's calls do, one line each. */
export function describeCalls(reader: Reader, { calls }: Pick<Proposal, "calls">): string[] {
  const { contracts } = reader.client.deployment;
  return calls.flatMap(({ to, data, value = 0n }) => {
    const name = Object.entries(contracts).find(([, it]) => it === to.toLowerCase())?.[0];
    const changes = name === "parameters" ? changesIn(data) : undefined;
    const coins = value > 0n ? `, with ${formatEther(value)} coins` : "";
    return changes ?? [`call ${name ?? to} with ${data}${coins}`];
  });
}

function changesIn(data: `0x${string}`): string[] | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: parametersAbi, data });
    if (functionName !== "set") return undefined;
    return args[0].map(({ parameter, value }) => {
      const name = parameterNames[parameter];
      return name ? `set ${name} to ${formatValue(name, value)}` : `set parameter ${parameter}`;
    });
  } catch {
    return undefined;
  }
}

export const date = (seconds: number): string => new Date(seconds * 1_000).toISOString();
export const send = (wei: bigint): string => `${formatEther(wei)} SEND`;
export const shortId = (id: bigint): string => `${id}`.slice(0, 10);
