export { openSession } from "./openSession.ts";
export { type Session, Sessions } from "./Sessions.ts";
export { serveSession } from "./serveSession.ts";
