import type { Address, Hex } from "viem";
import type { CryptoProvider, DeviceAddress, Sessions } from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";
import type { DeviceRecord, NetworkView } from "../network/index.ts";
import type { PreKeyDirectory } from "../relay/index.ts";
import type { Store } from "../store/index.ts";
import { openBundle } from "./bundles.ts";
import { didHex } from "./didKey.ts";
import { NAMESPACES, peerSchema, put, read } from "./records.ts";

/** What messaging asks the chain about identities: a part of NetworkView. */
export type IdentityView = Pick<NetworkView, "device" | "devices" | "didNonce" | "waitFor">;

/** A device that can be written to: a session with it exists and its mailbox is known. */
export type Recipient = DeviceAddress & { mailbox: Address };

export type PeersOptions = {
  crypto: CryptoProvider;
  store: Store;
  sessions: Sessions;
  directory: PreKeyDirectory;
  identities: IdentityView;
  /** This device, which nobody sends to. */
  self: DeviceAddress;
};

/** The devices behind DIDs: sessions and mailboxes, fetched from the directory where they are missing. */
export class Peers {
  readonly #options: PeersOptions;

  constructor(options: PeersOptions) {
    this.#options = options;
  }

  /**
   * Every active device of a DID, ready to be written to. Devices that never published are left out.
   * @throws SendingError NO_DEVICES, NO_BUNDLE when none is left, INVALID_BUNDLE and network errors
   */
  async recipients(did: bigint, signal?: AbortSignal): Promise<Recipient[]> {
    const { identities } = this.#options;
    const devices = identities.devices(did).filter((device) => !this.#isSelf(did, device.deviceId));
    if (devices.length === 0) {
      throw new SendingError("The DID has no device to write to.", {
        code: "NO_DEVICES",
        details: didHex(did),
        hint: "Its owner has to register a device first.",
      });
    }
    const results = await Promise.allSettled(
      devices.map((device) => this.#ready(did, device, signal)),
    );
    const ready = results.flatMap((result) =>
      result.status === "fulfilled" ? [result.value] : [],
    );
    for (const result of results) {
      if (result.status === "fulfilled") continue;
      const isAbsent = result.reason instanceof SendingError && result.reason.code === "NO_BUNDLE";
      if (!isAbsent || ready.length === 0) throw result.reason;
    }
    return ready;
  }

  /** The own DID's other devices that can be written to now; those that cannot are left out. */
  async ownOthers(signal?: AbortSignal): Promise<Recipient[]> {
    const { identities, self } = this.#options;
    const did = BigInt(self.did);
    const others = identities.devices(did).filter(({ deviceId }) => deviceId !== self.deviceId);
    const results = await Promise.allSettled(
      others.map((device) => this.#ready(did, device, signal)),
    );
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  }

  async #ready(did: bigint, device: DeviceRecord, signal?: AbortSignal): Promise<Recipient> {
    const { crypto, store, sessions, directory } = this.#options;
    const { deviceId, didNonce } = device;
    const address = { did: didHex(did), deviceId, didNonce };
    const key = `${address.did}/${deviceId}`;
    const hasSession = await sessions.hasSession(address);
    const value = await store.get(NAMESPACES.peers, key);
    const known = value === undefined ? undefined : read(peerSchema, value);
    if (hasSession && known?.didNonce === didNonce) return { ...address, mailbox: known.mailbox };
    const answer = await directory.get(did, deviceId, signal);
    const bundle = openBundle(crypto, address, device, answer);
    if (!hasSession) await sessions.start(bundle);
    await store.batch([put("peers", key, { mailbox: bundle.mailbox, didNonce })]);
    return { ...address, mailbox: bundle.mailbox };
  }

  #isSelf(did: bigint, deviceId: Hex): boolean {
    const { self } = this.#options;
    return didHex(did) === self.did && deviceId === self.deviceId;
  }
}
