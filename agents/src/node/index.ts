export { type Connection, createNode, type Node, type NodeOptions } from "./createNode.ts";
export { peerSigner } from "./peerSigner.ts";
