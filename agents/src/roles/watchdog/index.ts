export { serveWatchdog } from "./serveWatchdog.ts";
