export { createNode, type Node, type NodeOptions } from "./createNode.ts";
