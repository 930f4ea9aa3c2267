export { BundleStore } from "./BundleStore.ts";
export { PreKeyDesk } from "./PreKeyDesk.ts";
export { servePreKeys } from "./servePreKeys.ts";
