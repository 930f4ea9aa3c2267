export { ReplicaPool } from "./ReplicaPool.ts";
export { serveReplica } from "./serveReplica.ts";
