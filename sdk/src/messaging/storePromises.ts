import type { PromiseStore } from "../relay/index.ts";
import type { Store } from "../store/index.ts";
import { NAMESPACES, promisedSchema, put, read, remove } from "./records.ts";

const KEPT_EPOCHS = 3;

/** Keeps what was promised to Edges, so that a restart goes on above it instead of being refused. */
export function storePromises(store: Store): PromiseStore {
  const keyOf = (payee: string, epoch: number): string => `${payee}/${epoch}`;
  return {
    async load(payee, epoch) {
      const value = await store.get(NAMESPACES.promises, keyOf(payee, epoch));
      if (value === undefined) return undefined;
      const { fee, ...rest } = read(promisedSchema, value);
      return { ...rest, fee: BigInt(fee) };
    },
    async save(payee, epoch, promised) {
      await store.batch([
        put("promises", keyOf(payee, epoch), { ...promised, fee: promised.fee.toString() }),
        remove("promises", keyOf(payee, epoch - KEPT_EPOCHS)),
      ]);
    },
  };
}
