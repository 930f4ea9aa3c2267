export { Followers } from "./Followers.ts";
export { NonceWindow } from "./NonceWindow.ts";
export { Responsibility } from "./Responsibility.ts";
export { serveRelay } from "./serveRelay.ts";
export type { RelayCounters } from "./services.ts";
