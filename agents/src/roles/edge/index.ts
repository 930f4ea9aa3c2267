export { type EdgeContext, serveEdge } from "./serveEdge.ts";
