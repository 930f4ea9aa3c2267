import { type GetLogsReturnType, numberToHex, parseEventLogs, toEventSelector } from "viem";
import type { SendingContext } from "../actions/calls/context.ts";
import { readContract } from "../actions/calls/readContract.ts";
import { SendingError, toSendingError } from "../errors/index.ts";
import { didRegistryAbi } from "../generated/abis.ts";

/** The events of a DID: those whose first indexed argument it is. */
const events = didRegistryAbi.filter(
  (item) => item.type === "event" && item.inputs[0]?.name === "did",
);

type Event = Extract<
  (typeof events)[number],
  { type: "event"; inputs: readonly [{ name: "did" }, ...unknown[]] }
>;
type Item = GetLogsReturnType<undefined, readonly Event[], true>[number];
export type DidLog = Item;

/** What the chain says of a DID since it last got a new nonce. */
export type DidLogs = {
  /** In the chain's order; the first one tells nonce and controller. */
  logs: DidLog[];
  /** Block of the last change that counts. */
  changedAt: bigint;
  /** Block of the first change after that, when an earlier version was asked for. */
  nextChange: bigint | undefined;
};

/**
 * Reads a DID's events backwards along their chain (`previousChange`), one block at a time, so that no
 * node has to search: as far as the nonce goes that holds at `atBlock`. `undefined` when the DID is
 * younger, or was never created.
 */
export async function didLogs(
  client: SendingContext,
  id: bigint,
  atBlock?: bigint,
): Promise<DidLogs | undefined> {
  let block = await readContract(client, "didRegistry", "changedAt", [id]);
  const logs: DidLog[] = [];
  let nextChange: bigint | undefined;
  let changedAt: bigint | undefined;
  while (block > 0n) {
    const found = await logsOfBlock(client, id, block);
    if (atBlock !== undefined && block > atBlock) nextChange = block;
    else {
      changedAt ??= block;
      const first = found.findLastIndex(beginsNonce);
      logs.unshift(...found.slice(Math.max(first, 0)));
      if (first >= 0) return { logs, changedAt, nextChange };
    }
    block = changeBefore(found, block);
  }
  return undefined;
}

function beginsNonce({ eventName }: DidLog): boolean {
  return eventName === "DidNonceBumped" || eventName === "DidCreated";
}

/** Of a block's changes only the first one names another block. */
function changeBefore(found: readonly DidLog[], block: bigint): bigint {
  const previous = found.map(({ args }) => ("previousChange" in args ? args.previousChange : 0n));
  return previous.find((at) => at > 0n && at < block) ?? 0n;
}

async function logsOfBlock(client: SendingContext, id: bigint, block: bigint): Promise<DidLog[]> {
  const at = numberToHex(block);
  const topics = [
    events.map((event) => toEventSelector(event as Event)),
    numberToHex(id, { size: 32 }),
  ];
  const address = client.deployment.contracts.didRegistry;
  const filter = { address, fromBlock: at, toBlock: at, topics };
  const logs = await client
    .request({ method: "eth_getLogs", params: [filter as never] })
    .catch((error) => Promise.reject(toSendingError(error)));
  const parsed = parseEventLogs({ abi: events as readonly Event[], logs: logs as never });
  if (parsed.length > 0) return parsed as unknown as DidLog[];
  throw new SendingError("The node lacks events of the identity registry.", {
    code: "MISSING_LOGS",
    details: `block ${block}`,
    hint: "Ask a node that keeps the logs of all blocks.",
  });
}
