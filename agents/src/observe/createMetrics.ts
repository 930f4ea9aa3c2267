import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

export type Metrics = {
  registry: Registry;
  /** Refusals sent or met, by problem code and protocol. */
  problems: Counter<"code" | "protocol">;
  /** A counter `sdn_<role>_<name>`; made once per name. */
  counter<T extends string = never>(name: string, help: string, labels?: readonly T[]): Counter<T>;
  /** A gauge `sdn_<role>_<name>`, read at scrape time when `read` is given. */
  gauge(name: string, help: string, read?: () => number): Gauge;
};

/** The registry of one agent with Node's own metrics and those every agent has. */
export function createMetrics(role: string): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    problems: new Counter({
      name: "sdn_problems_total",
      help: "Refusals by problem code and protocol.",
      labelNames: ["code", "protocol"],
      registers,
    }),
    counter<T extends string>(name: string, help: string, labelNames: readonly T[] = []) {
      return new Counter({ name: `sdn_${role}_${name}`, help, labelNames, registers });
    },
    gauge(name, help, read) {
      return new Gauge({
        name: `sdn_${role}_${name}`,
        help,
        registers,
        ...(read && {
          collect() {
            this.set(read());
          },
        }),
      });
    },
  };
}
