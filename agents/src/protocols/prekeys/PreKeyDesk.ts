import { directoryKey, directorySlot } from "@sendingnetwork/sdk/network";
import {
  addressOf,
  type Bytes,
  hashOf,
  ProblemCode,
  ProblemError,
  type wire,
} from "@sendingnetwork/sdk/wire";
import type { GroupCommit } from "../../database/index.ts";
import type { EdgeView } from "../EdgeView.ts";
import type { Responsibility } from "../relay/index.ts";
import type { BundleStore } from "./BundleStore.ts";
import { checkBundle } from "./checkBundle.ts";

export type PreKeyDeskOptions = {
  view: EdgeView;
  responsibility: Responsibility;
  commit: GroupCommit;
  store: BundleStore;
};

/** Keeps the bundles of the directory slots that this Edge answers for, and hands them out. */
export class PreKeyDesk {
  readonly #options: PreKeyDeskOptions;

  constructor(options: PreKeyDeskOptions) {
    this.#options = options;
  }

  /** Resolves once the bundle is on disk. Throws what checkBundle does, NOT_RESPONSIBLE, INVALID_REQUEST. */
  async publish(published: wire.PublishBundle): Promise<void> {
    const { view, responsibility, commit, store } = this.#options;
    const { did, deviceId, bundle } = checkBundle(published, view);
    await responsibility.of(directoryKey(did, deviceId), view.currentEpoch());
    const slot = directorySlot(did, deviceId);
    const { didNonce, sequence } = bundle;
    const row = {
      didNonce,
      sequence,
      bundle: published.bundle.slice() as Bytes,
      signature: published.signature.slice() as Bytes,
    };
    await commit.write(() => {
      const known = store.get(slot);
      // The nonce comes first: whoever holds the DID after a transfer starts anew.
      const isLater = !known || didNonce > known.didNonce || sequence > known.sequence;
      if (!isLater) {
        const text = `The bundle's sequence must be above ${known.sequence}.`;
        throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
      }
      store.put(slot, row, bundle.oneTimePreKeys);
    });
  }

  /**
   * The bundle of a device with a one-time key that nobody else gets: its removal is on disk before
   * it leaves. Throws NOT_FOUND, also when the DID's nonce has moved on since.
   */
  async get(request: wire.GetBundle): Promise<wire.BundleAnswer> {
    const { view, commit, store } = this.#options;
    const did = BigInt(addressOf(request.did, "get.did"));
    const deviceId = hashOf(request.deviceId, "get.device_id");
    const slot = directorySlot(did, deviceId);
    return commit.write(() => {
      const known = store.get(slot);
      if (!known || known.didNonce !== view.didNonce(did) || !view.device(did, deviceId)) {
        throw new ProblemError(ProblemCode.NOT_FOUND, "This Edge has no bundle of that device.");
      }
      const { bundle, signature } = known;
      const oneTimePreKey = store.takeOneTimeKey(slot);
      return { bundle, signature, ...(oneTimePreKey && { oneTimePreKey }) };
    });
  }
}
