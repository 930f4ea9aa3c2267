export { type BeaconKey, beaconKey } from "./beaconKey.ts";
export { type BeaconServer, type BeaconServerOptions, createBeaconServer } from "./beaconServer.ts";
export { serveBeacon } from "./serveBeacon.ts";
export { type Round, signRound } from "./signRound.ts";
