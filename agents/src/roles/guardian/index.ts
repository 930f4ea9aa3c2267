export { serveGuardian } from "./serveGuardian.ts";
