export { type AgentKeys, loadOrCreateKeys, updateKeys } from "./keyFile.ts";
