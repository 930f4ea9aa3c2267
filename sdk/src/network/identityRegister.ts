import type { Hex } from "viem";
import type { ChainLog } from "./chainLog.ts";

/** A device of a DID: X25519 key for agreement, Ed25519 for signatures; `didNonce` is the DID's when it was added. */
export type DeviceRecord = {
  deviceId: Hex;
  identityKey: Hex;
  signingKey: Hex;
  didNonce: number;
};

type Identity = { nonce: number; devices: Map<Hex, DeviceRecord> };

/** Devices of every DID, as DidRegistry's events tell them. */
export class IdentityRegister {
  readonly #identities = new Map<bigint, Identity>();

  apply(log: ChainLog): void {
    switch (log.eventName) {
      case "DidNonceBumped": {
        const identity = this.#of(log.args.did);
        identity.nonce = Number(log.args.nonce);
        identity.devices.clear();
        return;
      }
      case "DeviceAdded": {
        const { did, deviceId, identityKey, signingKey } = log.args;
        const didNonce = Number(log.args.didNonce);
        this.#of(did).devices.set(deviceId, { deviceId, identityKey, signingKey, didNonce });
        return;
      }
      case "DeviceRemoved":
        this.#of(log.args.did).devices.delete(log.args.deviceId);
    }
  }

  /** Times that the DID was transferred or bumped. */
  nonce(did: bigint): number {
    return this.#identities.get(did)?.nonce ?? 0;
  }

  /** Active devices of the DID, ascending by id. */
  devices(did: bigint): DeviceRecord[] {
    const devices = [...(this.#identities.get(did)?.devices.values() ?? [])];
    return devices.sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  }

  #of(did: bigint): Identity {
    let identity = this.#identities.get(did);
    if (identity === undefined) {
      identity = { nonce: 0, devices: new Map() };
      this.#identities.set(did, identity);
    }
    return identity;
  }
}
