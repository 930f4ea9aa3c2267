export { type Connection, createNode, type Node } from "./createNode.ts";
export { peerSigner } from "./peerSigner.ts";
