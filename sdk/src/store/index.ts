export { memoryStore } from "./memoryStore.ts";
export type { Store, StoreChange, StoreEntry } from "./Store.ts";
