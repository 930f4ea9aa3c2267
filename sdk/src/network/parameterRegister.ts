import type { ChainLog } from "./chainLog.ts";
import { type ParameterName, parameterNames } from "./parameters.ts";

/** What governance decided so far, as Parameters' events tell it. */
export class ParameterRegister {
  readonly #values = new Map<ParameterName, bigint>();

  apply(log: ChainLog): void {
    if (log.eventName !== "ParameterChanged") return;
    const name = parameterNames[log.args.parameter];
    // A later version of the contract may know more.
    if (name !== undefined) this.#values.set(name, log.args.newValue);
  }

  /** The present value; undefined before the deployment's own events were read. */
  get(name: ParameterName): bigint | undefined {
    return this.#values.get(name);
  }
}
