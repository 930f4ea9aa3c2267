export { type AgentConfig, loadConfig } from "./loadConfig.ts";
export { loadDeployment } from "./loadDeployment.ts";
export type { Role } from "./settings.ts";
