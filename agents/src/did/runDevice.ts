import { readDid } from "@sendingnetwork/sdk/did";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Hex, isHex, size } from "viem";
import {
  openReader,
  openWallet,
  print,
  type ReadOptions,
  table,
  transact,
  type WalletOptions,
} from "../wallet/index.ts";
import { findDid, ownDid } from "./whichDid.ts";

export type DeviceOptions = WalletOptions & { did?: string };
export type AddDeviceOptions = DeviceOptions & { identityKey: string; signingKey: string };

/** `sdn did device add` */
export async function runDeviceAdd(id: string, options: AddDeviceOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await ownDid(wallet, options.did);
  const device = {
    deviceId: bytes32(id, "device id"),
    identityKey: bytes32(options.identityKey, "identity key"),
    signingKey: bytes32(options.signingKey, "signing key"),
  };
  const receipts = await transact(wallet, {
    title: "Add a device to an identity",
    facts: [
      ["identity", did],
      ["device", device.deviceId],
      ["for good", "the id and both keys can never be registered again"],
    ],
    steps: [{ title: "add", call: () => client.addDevice.call({ did, ...device }) }],
  });
  if (receipts) print(wallet, { did, ...device }, `added ${device.deviceId} to ${did}`);
}

/** `sdn did device remove` */
export async function runDeviceRemove(id: string, options: DeviceOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await ownDid(wallet, options.did);
  const deviceId = bytes32(id, "device id");
  const receipts = await transact(wallet, {
    title: "Remove a device from an identity",
    facts: [
      ["identity", did],
      ["device", deviceId],
      ["for good", "a removed device never returns"],
    ],
    steps: [{ title: "remove", call: () => client.removeDevice.call({ did, deviceId }) }],
  });
  if (receipts) print(wallet, { did, deviceId }, `removed ${deviceId} from ${did}`);
}

/** `sdn did device list` */
export async function runDeviceList(who: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const did = await findDid(reader, who);
  const devices = (await readDid(reader.client, { did }))?.devices ?? [];
  const rows = devices.map((device) => [device.deviceId, device.identityKey, device.signingKey]);
  print(reader, { did, devices }, table(["device", "identity key", "signing key"], rows));
}

function bytes32(text: string, what: string): Hex {
  if (isHex(text) && size(text) === 32) return text;
  throw new SendingError(`A ${what} is 0x and 64 hex digits.`, {
    code: "CONFIG_DEVICE",
    details: text,
  });
}
