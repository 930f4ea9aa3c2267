import { multiaddr } from "@multiformats/multiaddr";
import { PROTOCOLS, type wire } from "@sendingnetwork/sdk/wire";
import type { Address } from "viem";
import type { Node } from "../../node/index.ts";
import type { EdgeView } from "../EdgeView.ts";
import { openSession } from "../session/index.ts";
import { CONNECT_TIMEOUT_MS, RECONNECT_PAUSE_MS } from "./constants.ts";
import { ReplicaLink, unavailable } from "./ReplicaLink.ts";

/** One link to each Edge that copies go to: opened when first needed, opened again after it broke. */
export class ReplicaPool {
  readonly #node: Node;
  readonly #view: EdgeView;
  readonly #links = new Map<Address, Promise<ReplicaLink>>();
  readonly #failed = new Map<Address, number>();
  #isClosed = false;

  constructor(options: { node: Node; view: EdgeView }) {
    this.#node = options.node;
    this.#view = options.view;
  }

  /** Resolves with the receipt of `edge`. Throws its Problem, or UNAVAILABLE. */
  async deposit(edge: Address, deposit: wire.Deposit): Promise<wire.Custody> {
    const link = await this.#linkTo(edge);
    return link.deposit(deposit);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const links = await Promise.allSettled(this.#links.values());
    const open = links.flatMap((link) => (link.status === "fulfilled" ? [link.value] : []));
    await Promise.all(open.map((link) => link.close()));
  }

  #linkTo(edge: Address): Promise<ReplicaLink> {
    const known = this.#links.get(edge);
    if (known) return known;
    const failed = this.#failed.get(edge) ?? Number.NEGATIVE_INFINITY;
    if (this.#isClosed || performance.now() - failed < RECONNECT_PAUSE_MS) {
      return Promise.reject(unavailable());
    }
    const opening = this.#open(edge);
    this.#links.set(edge, opening);
    const forget = () => {
      if (this.#links.get(edge) === opening) this.#links.delete(edge);
    };
    opening.then(
      (link) => {
        this.#failed.delete(edge);
        void link.closed.then(forget);
      },
      () => {
        this.#failed.set(edge, performance.now());
        forget();
      },
    );
    return opening;
  }

  async #open(edge: Address): Promise<ReplicaLink> {
    const record = this.#view.node(edge);
    if (!record || record.multiaddrs.length === 0) throw unavailable();
    const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
    try {
      const addresses = record.multiaddrs.map((text) => multiaddr(`${text}/p2p/${record.peerId}`));
      const connection = await this.#node.dial(addresses, { signal });
      await openSession(connection, this.#view.deployment, signal);
      return new ReplicaLink(await connection.newStream(PROTOCOLS.replica, { signal }));
    } catch (cause) {
      throw unavailable(cause);
    }
  }
}
