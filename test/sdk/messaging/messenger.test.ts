import { randomBytes } from "node:crypto";
import type { Did } from "@sendingnetwork/sdk/actions";
import { type Device, generateDevice, nobleCrypto } from "@sendingnetwork/sdk/e2ee";
import {
  createMessenger,
  type InboundMessage,
  type Messenger,
} from "@sendingnetwork/sdk/messaging";
import { type ClientNode, createClientNode } from "@sendingnetwork/sdk/node";
import { MailboxClient } from "@sendingnetwork/sdk/relay";
import { memoryStore, type Store } from "@sendingnetwork/sdk/store";
import { bytesToHex, toHex, zeroAddress } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type EdgeNetwork, startEdges } from "../../support/edges.ts";
import { log } from "../../support/fakeNetwork.ts";

let network: EdgeNetwork;
let node: ClientNode;
let lastDid = 100n;
const messengers: Messenger[] = [];

beforeAll(async () => {
  network = await startEdges(4, { freeBytes: 2 ** 30 });
  node = await createClientNode();
});

afterEach(async () => {
  await Promise.all(messengers.splice(0).map((messenger) => messenger.close()));
});

afterAll(async () => {
  await node.stop();
  await network.stop();
});

type User = { did: bigint; device: Device; store: Store };

/** A device on the chain; `did` adds it to a DID that there is. */
function user(did = ++lastDid, didNonce = 0): User {
  const device = generateDevice(nobleCrypto, { did: toHex(did, { size: 20 }), didNonce });
  const keys = {
    identityKey: bytesToHex(device.identity.public),
    signingKey: bytesToHex(device.signing.public),
    didNonce: BigInt(didNonce),
    previousChange: 0n,
  };
  network.view.apply(log("DeviceAdded", { did, deviceId: device.deviceId, ...keys }));
  return { did, device, store: memoryStore() };
}

async function open({ device, store }: User): Promise<Messenger> {
  const messenger = await createMessenger({ node, view: network.view, store, device });
  messengers.push(messenger);
  await messenger.start();
  return messenger;
}

async function close(messenger: Messenger): Promise<void> {
  messengers.splice(messengers.indexOf(messenger), 1);
  await messenger.close();
}

async function take(messenger: Messenger, count: number): Promise<InboundMessage[]> {
  const messages: InboundMessage[] = [];
  const signal = AbortSignal.timeout(10_000);
  for await (const message of messenger.messages(signal)) {
    messages.push(message);
    if (messages.length === count) break;
  }
  return messages;
}

const textsOf = (messages: InboundMessage[]) => messages.map(({ text }) => text);

describe("messenger", () => {
  it("test_send_reachesADevice_thatWasAway_andItsAnswerComesBack", async () => {
    const [alice, bob] = [user(), user()];
    await close(await open(bob));
    const a = await open(alice);
    const b = `did:sdn:31337:${bob.device.did.slice(2)}` as Did;
    const sent = await a.send(b, "first");
    expect(sent.deliveries).toHaveLength(1);
    expect(sent.deliveries[0]?.receipts.length).toBeGreaterThanOrEqual(2);
    await a.send(b, "second");

    const returned = await open(bob);
    const got = await take(returned, 2);
    expect(textsOf(got).sort()).toEqual(["first", "second"]);
    expect(got[0]).toMatchObject({ from: a.did, deviceId: a.deviceId, to: undefined });
    expect(got.map(({ id }) => id)).toContain(sent.id);
    await returned.send(a.did, "answer");
    expect(textsOf(await take(a, 1))).toEqual(["answer"]);
    await a.send(b, "third");
    expect(textsOf(await take(returned, 1))).toEqual(["third"]);
    expect(returned.counts).toMatchObject({ received: 3, undecryptable: 0 });
  });

  it("test_messages_leaveTheEdges_onceTheyAreStored", async () => {
    const [alice, bob] = [await open(user()), await open(user())];
    await alice.send(bob.did, "kept by Bob only");
    expect(await take(bob, 1)).toHaveLength(1);
    const edges = network.view.responsibleNow(bob.mailbox, network.view.currentEpoch());
    await vi.waitFor(async () => {
      for (const operator of edges ?? []) {
        const folder = network.edges.find((edge) => edge.operator === operator)?.folder;
        const { DatabaseSync } = await import("node:sqlite");
        const database = new DatabaseSync(`${folder}/edge.db`, { readOnly: true });
        const query = "SELECT count(*) AS n FROM messages WHERE mailbox = ?";
        const row = database.prepare(query).get(Buffer.from(bob.mailbox.slice(2), "hex"));
        database.close();
        expect(row).toEqual({ n: 0 });
      }
    }, 10_000);
  });

  it("test_messages_areGivenAgain_whenTheApplicationStoppedBeforeItTookThem", async () => {
    const [alice, bob] = [await open(user()), user()];
    const first = await open(bob);
    await alice.send(first.did, "one");
    await alice.send(first.did, "two");
    await vi.waitFor(() => expect(first.counts.received).toBe(2), 5_000);
    // Read, but the next one never asked for: "one" does not count as taken.
    expect(textsOf(await take(first, 1))).toEqual(["one"]);
    await close(first);
    const again = await open(bob);
    expect(textsOf(await take(again, 2))).toEqual(["one", "two"]);
  });

  it("test_send_reachesEveryDevice_ofBothSides", async () => {
    const [alice, bob] = [user(), user()];
    const all = [alice, user(alice.did), bob, user(bob.did)];
    const [a1, a2, b1, b2] = (await Promise.all(all.map(open))) as [
      Messenger,
      Messenger,
      Messenger,
      Messenger,
    ];
    const { deliveries } = await a1.send(b1.did, "to all");
    expect(deliveries.map(({ deviceId }) => deviceId).sort()).toEqual(
      [b1.deviceId, b2.deviceId].sort(),
    );
    for (const messenger of [b1, b2]) {
      expect((await take(messenger, 1))[0]).toMatchObject({ text: "to all", to: undefined });
    }
    expect((await take(a2, 1))[0]).toMatchObject({ text: "to all", from: a1.did, to: b1.did });
  });

  it("test_send_isRefused_untilAChangedIdentityIsAccepted", async () => {
    const [alice, bob] = [await open(user()), user()];
    const old = await open(bob);
    await alice.send(old.did, "before");
    expect(await take(old, 1)).toHaveLength(1);
    const renewal = { nonce: 1n, controller: zeroAddress, previousChange: 0n };
    network.view.apply(log("DidNonceBumped", { did: bob.did, ...renewal }));
    const renewed = await open(user(bob.did, 1));
    await expect(alice.send(old.did, "to whom?")).rejects.toMatchObject({
      code: "IDENTITY_CHANGED",
    });
    const changes: unknown[] = [];
    alice.on("identityChanged", (change) => changes.push(change));
    await renewed.send(alice.did, "it is me");
    expect(textsOf(await take(alice, 1))).toEqual(["it is me"]);
    expect(changes).toEqual([{ did: old.did, nonce: 1 }]);
    await expect(alice.send(old.did, "still?")).rejects.toMatchObject({ code: "IDENTITY_CHANGED" });
    await alice.acceptIdentity(old.did);
    await alice.send(old.did, "accepted");
    expect(textsOf(await take(renewed, 1))).toEqual(["accepted"]);
  });

  it("test_receive_countsAndReports_whatCannotBeRead", async () => {
    const [alice, bob] = [await open(user()), await open(user())];
    const problems: unknown[] = [];
    bob.on("problem", (problem) => problems.push(problem));
    const stranger = new MailboxClient({ node, view: network.view });
    for (const payload of [
      randomBytes(300),
      Buffer.from([1]),
      Buffer.from([2, 2]),
      Buffer.alloc(0),
    ]) {
      await stranger.deposit({ mailbox: bob.mailbox, payload });
    }
    await alice.send(bob.did, "between junk");
    expect(textsOf(await take(bob, 1))).toEqual(["between junk"]);
    await vi.waitFor(() => expect(bob.counts.undecryptable).toBe(4), 8_000);
    expect(problems.length).toBeGreaterThanOrEqual(4);
    await stranger.close();
  });

  it("test_send_failsTyped_whenThereIsNobodyToRead", async () => {
    const alice = await open(user());
    const nobody = `did:sdn:31337:${toHex(++lastDid, { size: 20 }).slice(2)}`;
    await expect(alice.send(nobody, "x")).rejects.toMatchObject({ code: "NO_DEVICES" });
    const silent = user();
    const did = `did:sdn:31337:${silent.device.did.slice(2)}`;
    await expect(alice.send(did, "x")).rejects.toMatchObject({ code: "NO_BUNDLE" });
    const elsewhere = `did:sdn:1:${silent.device.did.slice(2)}`;
    await expect(alice.send(elsewhere, "x")).rejects.toMatchObject({ code: "WRONG_CHAIN" });
    const long = "x".repeat(600_000);
    await expect(alice.send(alice.did, long)).rejects.toMatchObject({ code: "CONTENT_TOO_LARGE" });
  });

  it("test_createMessenger_fails_whenTheStoreHoldsNoDevice", async () => {
    const parameters = { node, view: network.view, store: memoryStore() };
    await expect(createMessenger(parameters)).rejects.toMatchObject({ code: "NO_DEVICE" });
  });
});
