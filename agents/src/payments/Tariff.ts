import type { NetworkView, ParameterName } from "@sendingnetwork/sdk/network";

export type TariffOptions = {
  view: Pick<NetworkView, "parameter">;
  /** What the operator asks, in wei of SEND per MiB carried. */
  price: bigint;
  /** What the operator gives unpaid, per peer and epoch; undefined: what governance says. */
  freeBytes: number | undefined;
};

/** Until the network's own events were read. */
const DEFAULT_QUOTA = 16 * 1024 * 1024;

/**
 * What an Edge asks and gives: the operator's wish within what governance allows. Read anew each
 * time, so that a decision counts as soon as the chain has it.
 */
export class Tariff {
  readonly #options: TariffOptions;

  constructor(options: TariffOptions) {
    this.#options = options;
  }

  /** Wei per MiB. One price for both ways, so it keeps the bounds of both; the most wins over the least. */
  get price(): bigint {
    const least = this.#bounds("relayInLeast", "relayOutLeast").reduce(max, 0n);
    const [most, ...others] = this.#bounds("relayInMost", "relayOutMost");
    const raised = max(this.#options.price, least);
    return most === undefined ? raised : [most, ...others].reduce(min, raised);
  }

  /** Unpaid bytes per peer and epoch. */
  get freeBytes(): number {
    const { view, freeBytes } = this.#options;
    return freeBytes ?? Number(view.parameter("freeQuota") ?? DEFAULT_QUOTA);
  }

  #bounds(...names: ParameterName[]): bigint[] {
    const values = names.map((name) => this.#options.view.parameter(name));
    return values.filter((value) => value !== undefined);
  }
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
