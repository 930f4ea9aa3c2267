import { SendingError } from "../errors/index.ts";
import { requireBytes, type Store, type StoreChange } from "./Store.ts";

const encoder = new TextEncoder();

/** Order of UTF-8 bytes, which is not that of JavaScript's UTF-16 text. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function copyOf(change: StoreChange): Uint8Array | undefined {
  return change.type === "put" ? Uint8Array.from(requireBytes(change.value)) : undefined;
}

/** A store that lives as long as the process: tests, and clients that want to forget. */
export function memoryStore(): Store {
  const namespaces = new Map<string, Map<string, Uint8Array>>();
  let open = true;
  const requireOpen = () => {
    if (!open) throw new SendingError("The store is closed.", { code: "STORE_CLOSED" });
  };
  return {
    async get(namespace, key) {
      requireOpen();
      return namespaces.get(namespace)?.get(key)?.slice();
    },
    async batch(changes) {
      requireOpen();
      // Copied before anything is applied: a value that is no bytes fails the whole batch.
      const copied = changes.map((change) => ({ change, value: copyOf(change) }));
      for (const { change, value } of copied) {
        const entries = namespaces.get(change.namespace) ?? new Map<string, Uint8Array>();
        namespaces.set(change.namespace, entries);
        if (value) entries.set(change.key, value);
        else entries.delete(change.key);
      }
    },
    async list(namespace, prefix = "") {
      requireOpen();
      return [...(namespaces.get(namespace) ?? [])]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => compareKeys(a, b))
        .map(([key, value]) => ({ key, value: value.slice() }));
    },
    async close() {
      open = false;
    },
  };
}
