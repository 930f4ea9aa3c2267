export {
  type ClientNode,
  type ClientNodeOptions,
  type Connection,
  createClientNode,
} from "./createClientNode.ts";
export { dialNode } from "./dialNode.ts";
