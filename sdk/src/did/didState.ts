import { type Address, type Hex, hexToBytes } from "viem";
import type { DidLog } from "./didLogs.ts";

export type DidDevice = { deviceId: Hex; identityKey: Hex; signingKey: Hex };
export type DidSessionKey = { key: Address; scope: number; expiry: number };
export type DidAttribute = { name: string; value: Uint8Array; validTo: number };

/** What hangs on a DID at some second. */
export type DidState = {
  nonce: number;
  controller: Address;
  wallets: Address[];
  devices: DidDevice[];
  sessionKeys: DidSessionKey[];
  attributes: DidAttribute[];
};

/** What the events of one nonce add up to at second `now`: what has run out by then is left out. */
export function didState(logs: readonly DidLog[], now: number): DidState {
  const first = logs[0];
  const begin =
    first?.eventName === "DidNonceBumped"
      ? { nonce: Number(first.args.nonce), controller: first.args.controller }
      : first?.eventName === "DidCreated"
        ? { nonce: 0, controller: first.args.controller }
        : undefined;
  if (!begin) throw new Error("A nonce begins with DidCreated or DidNonceBumped");
  const wallets = new Set<Address>();
  const devices = new Map<Hex, DidDevice>();
  const sessionKeys = new Map<Address, DidSessionKey>();
  const attributes = new Map<string, DidAttribute>();
  for (const { eventName, args } of logs) {
    if (eventName === "WalletLinked") wallets.add(args.wallet);
    if (eventName === "WalletUnlinked") wallets.delete(args.wallet);
    if (eventName === "DeviceAdded") {
      const { deviceId, identityKey, signingKey } = args;
      devices.set(deviceId, { deviceId, identityKey, signingKey });
    }
    if (eventName === "DeviceRemoved") devices.delete(args.deviceId);
    if (eventName === "SessionKeyAuthorized") {
      const { key, scope, expiry } = args;
      sessionKeys.set(key, { key, scope, expiry: Number(expiry) });
    }
    if (eventName === "SessionKeyRevoked") sessionKeys.delete(args.key);
    if (eventName === "AttributeChanged") {
      const attribute = attributeOf(args.name, args.value, args.validTo);
      // Set again, it stands last: the order of the last statements.
      attributes.delete(`${args.name}${args.value}`);
      attributes.set(`${args.name}${args.value}`, attribute);
    }
  }
  return {
    ...begin,
    wallets: [...wallets],
    devices: [...devices.values()],
    sessionKeys: [...sessionKeys.values()].filter(({ expiry }) => expiry > now),
    attributes: [...attributes.values()].filter(({ validTo }) => validTo > now),
  };
}

function attributeOf(name: Hex, value: Hex, validTo: bigint): DidAttribute {
  const bytes = hexToBytes(name);
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const text = new TextDecoder().decode(bytes.subarray(0, end));
  return { name: text, value: hexToBytes(value), validTo: Number(validTo) };
}
