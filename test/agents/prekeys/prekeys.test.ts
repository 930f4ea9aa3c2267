import { ed25519 } from "@noble/curves/ed25519.js";
import { directoryKey } from "@sendingnetwork/sdk/network";
import { bytesOf, PROTOCOLS, request, wire } from "@sendingnetwork/sdk/wire";
import { bytesToHex, type Hex, keccak256, numberToHex, toHex, zeroAddress } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";
import { log } from "../../support/fakeNetwork.ts";
import { type RawPeer, rawPeer } from "../../support/rawPeer.ts";

let network: EdgeNetwork;
const peers: RawPeer[] = [];
/** What these tests have no use for in the events of a DID. */
const unchained = { didNonce: 0n, previousChange: 0n };
let devices = 0;

beforeAll(async () => {
  network = await startEdges(4);
});
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.stop()));
});
afterAll(() => network.stop());

/** A device on the chain and the Edge to write to. */
function addDevice(responsible = true) {
  const { view } = network;
  for (;;) {
    const number = ++devices;
    const seed = bytesOf(keccak256(toHex(`device ${number}`)));
    const did = BigInt(number);
    const deviceId = keccak256(toHex(number));
    const identityKey = keccak256(toHex(`identity ${number}`));
    const signingKey = bytesToHex(ed25519.getPublicKey(seed));
    const edges = view.responsibleNow(directoryKey(did, deviceId), view.currentEpoch());
    const edge = network.edges.find(({ operator }) => edges?.includes(operator) === responsible);
    if (!edge) continue;
    const added = { did, deviceId, identityKey, signingKey, ...unchained };
    view.apply(log("DeviceAdded", added));
    return { did, deviceId, identityKey, seed, edge };
  }
}

type Device = ReturnType<typeof addDevice>;

function bundleOf(device: Device, changes: Partial<wire.PreKeyBundle> = {}): wire.PublishBundle {
  const bundle = wire.PreKeyBundle.encode({
    did: bytesOf(numberToHex(device.did, { size: 20 })),
    deviceId: bytesOf(device.deviceId),
    didNonce: 0,
    sequence: 1,
    identityKey: bytesOf(device.identityKey),
    mailbox: new Uint8Array(20),
    signedPreKey: { id: 1, key: new Uint8Array(32).fill(1) },
    signedPreKeySignature: new Uint8Array(64),
    oneTimePreKeys: [1, 2, 3].map((id) => ({ id, key: new Uint8Array(32).fill(id) })),
    ...changes,
  });
  return { bundle, signature: new Uint8Array(ed25519.sign(bundle, device.seed)) };
}

async function ask(edge: TestEdge, message: Partial<wire.PreKeysRequest>) {
  const peer = await rawPeer(edge);
  peers.push(peer);
  await peer.session();
  const codecs = { send: wire.PreKeysRequest, receive: wire.PreKeysAnswer };
  return request(await peer.stream(PROTOCOLS.prekeys), codecs, message);
}

const publish = (device: Device, published: wire.PublishBundle) =>
  ask(device.edge, { publish: published });

const get = ({ did, deviceId, edge }: Device) =>
  ask(edge, { get: { did: bytesOf(numberToHex(did, { size: 20 })), deviceId: bytesOf(deviceId) } });

const hexOf = (bytes: Uint8Array | undefined): Hex => bytesToHex(bytes ?? new Uint8Array());

describe("a pre-key bundle", () => {
  it("is handed out as published, each one-time key to one asker only", async () => {
    const device = addDevice();
    const published = bundleOf(device);
    expect((await publish(device, published)).ack).toBeDefined();
    const answers = await Promise.all(Array.from({ length: 5 }, () => get(device)));
    for (const { bundle } of answers) {
      expect(hexOf(bundle?.bundle)).toBe(hexOf(published.bundle));
      expect(hexOf(bundle?.signature)).toBe(hexOf(published.signature));
    }
    const ids = answers.map(({ bundle }) => bundle?.oneTimePreKey?.id);
    expect(ids.filter((id) => id !== undefined).toSorted()).toEqual([1, 2, 3]);
  });

  it("is replaced by a later sequence only", async () => {
    const device = addDevice();
    await publish(device, bundleOf(device, { sequence: 5 }));
    for (const sequence of [5, 4]) {
      const { problem } = await publish(device, bundleOf(device, { sequence }));
      expect(problem?.code).toBe("INVALID_REQUEST");
    }
    const oneTimePreKeys = [{ id: 9, key: new Uint8Array(32) }];
    expect(
      (await publish(device, bundleOf(device, { sequence: 6, oneTimePreKeys }))).ack,
    ).toBeDefined();
    expect((await get(device)).bundle?.oneTimePreKey?.id).toBe(9);
  });

  it.each<[string, string, Partial<wire.PreKeyBundle>]>([
    ["UNAUTHORIZED", "for another nonce of the DID", { didNonce: 1 }],
    ["UNAUTHORIZED", "with another identity key", { identityKey: new Uint8Array(32) }],
    ["NOT_FOUND", "of a device that is not on the chain", { deviceId: new Uint8Array(32) }],
    ["MALFORMED_FRAME", "with a short mailbox", { mailbox: new Uint8Array(19) }],
    [
      "MALFORMED_FRAME",
      "with two keys of one id",
      { oneTimePreKeys: [7, 7].map((id) => ({ id, key: new Uint8Array(32) })) },
    ],
  ])("is refused as %s when it is one %s", async (code, _, changes) => {
    const device = addDevice();
    const { problem } = await publish(device, bundleOf(device, changes));
    expect(problem?.code).toBe(code);
    expect(await device.edge.problems(code, "prekeys")).toBeGreaterThan(0);
  });

  it("is refused when another key signed it", async () => {
    const device = addDevice();
    const { bundle } = bundleOf(device);
    const signature = new Uint8Array(ed25519.sign(bundle, addDevice().seed));
    const { problem } = await publish(device, { bundle, signature });
    expect(problem?.code).toBe("INVALID_SIGNATURE");
  });

  it("is refused with the right Edges where its slot is not kept", async () => {
    const device = addDevice(false);
    const { problem } = await publish(device, bundleOf(device));
    expect(problem?.code).toBe("NOT_RESPONSIBLE");
    expect(problem?.edges).toHaveLength(3);
  });

  it("is not handed out any more when the DID has a new nonce or the device is removed", async () => {
    const { view } = network;
    const [bumped, removed] = [addDevice(), addDevice()];
    for (const device of [bumped, removed]) await publish(device, bundleOf(device));
    const renewed = { nonce: 1n, controller: zeroAddress, previousChange: 0n };
    view.apply(log("DidNonceBumped", { did: bumped.did, ...renewed }));
    const { did, deviceId } = removed;
    view.apply(log("DeviceRemoved", { did, deviceId, ...unchained }));
    for (const device of [bumped, removed]) {
      expect((await get(device)).problem?.code).toBe("NOT_FOUND");
    }
  });

  it("is served to whoever has a session only", async () => {
    const device = addDevice();
    const peer = await rawPeer(device.edge);
    peers.push(peer);
    const codecs = { send: wire.PreKeysRequest, receive: wire.PreKeysAnswer };
    const stream = await peer.stream(PROTOCOLS.prekeys);
    const { problem } = await request(stream, codecs, { publish: bundleOf(device) });
    expect(problem?.code).toBe("NO_SESSION");
  });
});
