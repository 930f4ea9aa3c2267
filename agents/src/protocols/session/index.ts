export { openSession } from "./openSession.ts";
export { type Session, Sessions } from "./Sessions.ts";
export { type SessionOptions, serveSession } from "./serveSession.ts";
