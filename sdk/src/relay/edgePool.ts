import type { Address } from "viem";
import { SendingError } from "../errors/index.ts";
import type { ClientNode } from "../node/index.ts";
import type { VoucherSigner } from "../payments/index.ts";
import { EdgeConnection } from "./edgeConnection.ts";
import type { RelayView } from "./types.ts";
import { memoryPromises, type PromiseStore } from "./voucherBook.ts";

export type EdgePoolOptions = {
  node: ClientNode;
  view: RelayView;
  payer?: Address | undefined;
  voucherSigner?: VoucherSigner | undefined;
  /** Default: kept in memory for the pool's life. */
  promises?: PromiseStore | undefined;
};

/** One connection to each Edge in use, opened on demand and again after it broke. */
export class EdgePool {
  readonly #options: EdgePoolOptions;
  readonly #connections = new Map<Address, Promise<EdgeConnection>>();
  #isClosed = false;

  constructor(options: EdgePoolOptions) {
    this.#options = { ...options, promises: options.promises ?? memoryPromises() };
  }

  get view(): RelayView {
    return this.#options.view;
  }

  /** @throws what {@link EdgeConnection.open} throws; SendingError NODE_UNKNOWN, CLOSED */
  get(operator: Address): Promise<EdgeConnection> {
    const known = this.#connections.get(operator);
    if (known !== undefined) return known;
    if (this.#isClosed) {
      return Promise.reject(new SendingError("The client is closed.", { code: "CLOSED" }));
    }
    const opening = this.#open(operator);
    this.#connections.set(operator, opening);
    const forget = (): void => {
      if (this.#connections.get(operator) === opening) this.#connections.delete(operator);
    };
    opening.then((connection) => connection.closed.then(forget), forget);
    return opening;
  }

  /** Pays what is open and closes every connection. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const connections = [...this.#connections.values()];
    await Promise.all(
      connections.map((opening) =>
        opening.then(
          (connection) => connection.close(),
          () => {},
        ),
      ),
    );
  }

  async #open(operator: Address): Promise<EdgeConnection> {
    const edge = this.#options.view.node(operator);
    if (edge === undefined) {
      const details = `operator ${operator}`;
      throw new SendingError("No such node is registered.", { code: "NODE_UNKNOWN", details });
    }
    return EdgeConnection.open({ ...this.#options, edge });
  }
}
