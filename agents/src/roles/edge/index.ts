export { serveEdge } from "./serveEdge.ts";
