import * as v from "valibot";
import type { Store } from "../../store/index.ts";
import { fromBytes, hex, key, keyPair, toBytes, uint } from "../codec.ts";
import type { Device } from "../device.ts";

const NAMESPACE = "e2ee/device";
const KEY = "device";

const schema = v.strictObject({
  version: v.literal(1),
  did: hex(20),
  deviceId: hex(32),
  didNonce: uint,
  identity: keyPair,
  signing: v.strictObject({ seed: key, public: key }),
});

/** Keeps the device's keys, in the clear: the store's medium must be this user's alone. */
export async function saveDevice(store: Store, device: Device): Promise<void> {
  const value = toBytes({ version: 1, ...device });
  await store.batch([{ type: "put", namespace: NAMESPACE, key: KEY, value }]);
}

/** The store's device; undefined before {@link saveDevice}. @throws SendingError CORRUPT_STATE */
export async function loadDevice(store: Store): Promise<Device | undefined> {
  const value = await store.get(NAMESPACE, KEY);
  if (!value) return undefined;
  const { version: _, ...device } = fromBytes(schema, value, "device");
  return device;
}
