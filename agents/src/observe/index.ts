export { createLogger, type Logger } from "./createLogger.ts";
export { createMetrics, type Metrics } from "./createMetrics.ts";
export { createHealthServer, type Health, type HealthServer } from "./healthServer.ts";
