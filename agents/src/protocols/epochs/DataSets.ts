import { SendingError } from "@sendingnetwork/sdk/errors";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import { type Hex, keccak256 } from "viem";
import type { Node } from "../../node/index.ts";
import { type DataSet, decodeDataSet } from "../../settlement/index.ts";
import { fetchDataSet } from "./fetchDataSet.ts";

export type DataSetsOptions = {
  node: Node;
  view: Pick<NetworkView, "nodes">;
  /** What this agent keeps itself. */
  local?: ((hash: Hex) => Uint8Array | undefined) | undefined;
  /** Called with what was fetched. */
  keep?: ((hash: Hex, data: DataSet, bytes: Uint8Array) => void) | undefined;
};

/** Decoded data sets to keep in memory: the last ones are asked for again and again. */
const MAX_CACHED = 4;

/** Published data sets by hash: from memory, from disk, or from any Guardian. */
export class DataSets {
  readonly #options: DataSetsOptions;
  readonly #cache = new Map<Hex, DataSet>();

  constructor(options: DataSetsOptions) {
    this.#options = options;
  }

  /** @throws SendingError DATA_SET_MISSING when no Guardian that can be reached has it. */
  async get(hash: Hex, signal?: AbortSignal): Promise<DataSet> {
    const known = this.#cache.get(hash);
    if (known !== undefined) return known;
    const bytes = this.#options.local?.(hash);
    if (bytes !== undefined) return this.#remember(hash, decodeDataSet(bytes));
    const fetched = await this.#fetch(hash, signal);
    if (keccak256(fetched) !== hash) throw new TypeError("a data set of another hash");
    const data = decodeDataSet(fetched);
    this.#options.keep?.(hash, data, fetched);
    return this.#remember(hash, data);
  }

  async #fetch(hash: Hex, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { node, view } = this.#options;
    const own = node.peerId.toString();
    const guardians = view.nodes("guardian").filter(({ peerId }) => peerId !== own);
    // Nobody's disk is asked first by everybody.
    const start = Math.floor(Math.random() * guardians.length);
    const order = [...guardians.slice(start), ...guardians.slice(0, start)];
    let cause: unknown;
    for (const guardian of order) {
      signal?.throwIfAborted();
      try {
        return await fetchDataSet(node, guardian, hash, { signal });
      } catch (error) {
        cause = error;
      }
    }
    throw new SendingError("No Guardian gave the settlement data asked for.", {
      code: "DATA_SET_MISSING",
      details: `${hash}, asked ${order.length}`,
      cause,
    });
  }

  #remember(hash: Hex, data: DataSet): DataSet {
    this.#cache.set(hash, data);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > MAX_CACHED && oldest !== undefined) this.#cache.delete(oldest);
    return data;
  }
}
