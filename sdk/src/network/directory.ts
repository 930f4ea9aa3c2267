import { type Address, encodePacked, type Hex, keccak256 } from "viem";

/** Directory slot of a device's pre-key bundle: keccak256("sdn-bundle" ‖ did 20 bytes ‖ deviceId). */
export function directorySlot(did: bigint, deviceId: Hex): Hex {
  const types = ["string", "uint160", "bytes32"] as const;
  return keccak256(encodePacked(types, ["sdn-bundle", did, deviceId]));
}

/** The key by which a directory slot finds its Edges, as a mailbox does: its last 20 bytes. */
export function directoryKey(did: bigint, deviceId: Hex): Address {
  return `0x${directorySlot(did, deviceId).slice(-40)}`;
}
