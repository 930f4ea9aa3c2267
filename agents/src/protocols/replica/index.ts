export { ReplicaPool } from "./ReplicaPool.ts";
export { type ReplicaOptions, serveReplica } from "./serveReplica.ts";
