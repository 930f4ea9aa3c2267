export { beaconKey } from "./beaconKey.ts";
export { type BeaconServer, createBeaconServer } from "./beaconServer.ts";
export { serveBeacon } from "./serveBeacon.ts";
export { signRound } from "./signRound.ts";
