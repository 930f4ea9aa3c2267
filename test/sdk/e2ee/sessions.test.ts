import { createSessions, generateDevice, loadDevice, saveDevice } from "@sendingnetwork/sdk/e2ee";
import { memoryStore, type Store } from "@sendingnetwork/sdk/store";
import fc from "fast-check";
import { toHex } from "viem";
import { describe, expect, it } from "vitest";
import {
  createParty,
  DeviceDirectory,
  flipBit,
  type Party,
  providers,
  text,
} from "../../support/e2ee.ts";

const DAY = 86_400;

for (const crypto of providers) {
  const setup = async (clock = { now: 1_700_000_000 }) => {
    const directory = new DeviceDirectory();
    const alice = await createParty(crypto, directory, 1, clock);
    const bob = await createParty(crypto, directory, 2, clock);
    return { directory, alice, bob, clock };
  };
  const send = (from: Party, to: Party, content: string) =>
    from.sessions.encrypt(to.device, text(content));
  const receive = async (to: Party, message: Uint8Array) =>
    new TextDecoder().decode((await to.sessions.decrypt(message)).plaintext);
  const start = async (from: Party, to: Party) => from.sessions.start(await to.bundle());

  /** Everything in the store, as comparable text. */
  const contents = async (store: Store) => {
    const spaces = ["sessions", "signed-pre-keys", "one-time-pre-keys", "initials", "counters"];
    const lists = await Promise.all(spaces.map((space) => store.list(`e2ee/${space}`)));
    return lists.map((list) => list.map(({ key, value }) => `${key} ${toHex(value)}`));
  };
  const refused = async (to: Party, message: Uint8Array, code: string) => {
    const before = await contents(to.store);
    await expect(to.sessions.decrypt(message)).rejects.toMatchObject({ code });
    expect(await contents(to.store)).toEqual(before);
  };

  describe(`sessions on ${crypto.name}`, () => {
    it("test_decrypt_namesTheSender_andReturnsWhatWasSent", async () => {
      const { alice, bob } = await setup();
      await start(alice, bob);
      const received = await bob.sessions.decrypt(await send(alice, bob, "hello"));
      const { did, deviceId, didNonce, identity } = alice.device;
      expect(received.sender).toEqual({ did, deviceId, didNonce, identityKey: identity.public });
      expect(received.plaintext).toEqual(text("hello"));
      expect(await receive(alice, await send(bob, alice, "answer"))).toBe("answer");
    });

    it("test_initialMessages_areDecryptedInAnyOrder_untilAnAnswerComes", async () => {
      const { alice, bob } = await setup();
      await start(alice, bob);
      const [one, two, three] = [
        await send(alice, bob, "1"),
        await send(alice, bob, "2"),
        await send(alice, bob, "3"),
      ];
      expect([one[0], three[0]]).toEqual([2, 2]);
      expect(await receive(bob, three)).toBe("3");
      expect(await receive(bob, one)).toBe("1");
      await receive(alice, await send(bob, alice, "answer"));
      expect((await send(alice, bob, "4"))[0]).toBe(1);
      expect(await receive(bob, two)).toBe("2");
      await refused(bob, one, "DUPLICATE_MESSAGE");
    });

    it("test_prelude_isAuthenticated_whenItsSessionIsKnownAlready", async () => {
      const { alice, bob } = await setup();
      await start(alice, bob);
      await receive(bob, await send(alice, bob, "1"));
      const again = await send(alice, bob, "2");
      // Bits of the sealed identity, which nobody opens a second time.
      for (let bit = 41 * 8; bit < 157 * 8; bit += 13) {
        await refused(bob, flipBit(again, bit), "UNDECRYPTABLE_MESSAGE");
      }
      expect(await receive(bob, again)).toBe("2");
    });

    it("test_encrypt_throws_whenThereIsNoSession", async () => {
      const { alice, bob } = await setup();
      expect(await alice.sessions.hasSession(bob.device)).toBe(false);
      await expect(send(alice, bob, "x")).rejects.toMatchObject({ code: "NO_SESSION" });
      await start(alice, bob);
      expect(await alice.sessions.hasSession(bob.device)).toBe(true);
      const bumped = { ...bob.device, didNonce: 1 };
      expect(await alice.sessions.hasSession(bumped)).toBe(false);
      await expect(alice.sessions.encrypt(bumped, text("x"))).rejects.toMatchObject({
        code: "NO_SESSION",
      });
    });

    it("test_start_throws_whenDeviceIsUnknown_orBundleIsForged", async () => {
      const { directory, alice, bob } = await setup();
      const bundle = await bob.bundle();
      const forged = { ...bundle, signedPreKey: { id: 1, key: crypto.random(32) } };
      await expect(alice.sessions.start(forged)).rejects.toMatchObject({ code: "INVALID_BUNDLE" });
      directory.remove(bob.device);
      await expect(alice.sessions.start(bundle)).rejects.toMatchObject({ code: "UNKNOWN_DEVICE" });
      expect(await alice.sessions.hasSession(bob.device)).toBe(false);
    });

    it("test_oneTimeKey_isDeletedOnlyWhenTheTagVerified", async () => {
      const { alice, bob } = await setup();
      await start(alice, bob);
      const message = await send(alice, bob, "hello");
      for (let bit = 8; bit < message.length * 8; bit += 97) {
        const before = await contents(bob.store);
        await expect(bob.sessions.decrypt(flipBit(message, bit))).rejects.toThrowError();
        expect(await contents(bob.store), `bit ${bit}`).toEqual(before);
      }
      expect(await bob.store.list("e2ee/one-time-pre-keys")).toHaveLength(1);
      expect(await receive(bob, message)).toBe("hello");
      expect(await bob.store.list("e2ee/one-time-pre-keys")).toHaveLength(0);
    });

    it("test_replayedInitialMessage_isRefused_withAndWithoutOneTimeKey", async () => {
      for (const lastResort of [false, true]) {
        const { alice, bob } = await setup();
        const bundle = await bob.bundle();
        await alice.sessions.start(lastResort ? { ...bundle, oneTimePreKeys: [] } : bundle);
        const message = await send(alice, bob, "hello");
        expect(await receive(bob, message)).toBe("hello");
        await refused(bob, message, "DUPLICATE_MESSAGE");
        await bob.sessions.forget(alice.device.did);
        await refused(bob, message, "REPLAYED_INITIAL_MESSAGE");
      }
    });

    it("test_secondSession_onAUsedOneTimeKey_isRefused", async () => {
      const { directory, alice, bob, clock } = await setup();
      const carol = await createParty(crypto, directory, 3, clock);
      const bundle = await bob.bundle();
      await alice.sessions.start(bundle);
      await carol.sessions.start(bundle);
      await receive(bob, await send(alice, bob, "first"));
      await refused(bob, await send(carol, bob, "second"), "UNKNOWN_PRE_KEY");
    });

    it("test_sender_isRefused_whenTheChainKnowsAnotherKey", async () => {
      const { directory, alice, bob } = await setup();
      await start(alice, bob);
      const message = await send(alice, bob, "hello");
      const mallory = generateDevice(crypto, alice.device);
      directory.register(alice.device, { identityKey: mallory.identity.public });
      await refused(bob, message, "IDENTITY_MISMATCH");
      directory.register(alice.device, { didNonce: 1 });
      await refused(bob, message, "IDENTITY_MISMATCH");
      directory.remove(alice.device);
      await refused(bob, message, "IDENTITY_MISMATCH");
      directory.register(alice.device);
      expect(await receive(bob, message)).toBe("hello");
    });

    it("test_malformedMessages_areRefused", async () => {
      const { alice, bob } = await setup();
      await start(alice, bob);
      const message = await send(alice, bob, "x");
      for (const bad of [
        new Uint8Array(),
        Uint8Array.of(2),
        Uint8Array.of(3, 1, 2),
        message.slice(0, 157),
      ]) {
        await refused(bob, bad, "MALFORMED_MESSAGE");
      }
      await refused(bob, Uint8Array.of(1, 2, 3), "UNDECRYPTABLE_MESSAGE");
      await refused(bob, message.slice(0, 170), "UNDECRYPTABLE_MESSAGE");
    });

    it("test_simultaneousInitiation_convergesToOneSession", async () => {
      for (const skew of [0, 0, 0, 1, -1]) {
        const clocks = { now: 1_700_000_000 };
        const { directory, alice, clock } = await setup(clocks);
        const bob = await createParty(crypto, directory, 4, { now: clock.now + skew });
        await start(alice, bob);
        await start(bob, alice);
        const [toBob, toAlice] = [await send(alice, bob, "a1"), await send(bob, alice, "b1")];
        expect(await receive(bob, toBob)).toBe("a1");
        expect(await receive(alice, toAlice)).toBe("b1");
        // Each answers on the other's session: these cross as well.
        const [second, third] = [await send(alice, bob, "a2"), await send(bob, alice, "b2")];
        expect(await receive(bob, second)).toBe("a2");
        expect(await receive(alice, third)).toBe("b2");
        const [ours] = await alice.sessions.sessionsWith(bob.device);
        const [theirs] = await bob.sessions.sessionsWith(alice.device);
        expect(ours).toEqual(theirs);
        const [a3, b3] = [await send(alice, bob, "a3"), await send(bob, alice, "b3")];
        expect(await receive(alice, b3)).toBe("b3");
        expect(await receive(bob, a3)).toBe("a3");
      }
    });

    it("test_newSession_isPreferred_whenAPeerLostItsSessions", async () => {
      const { directory, alice, bob, clock } = await setup();
      await start(alice, bob);
      await receive(bob, await send(alice, bob, "before"));
      await receive(alice, await send(bob, alice, "answer"));
      const late = await send(bob, alice, "late");
      const restored = await createSessions({
        crypto,
        store: memoryStore(),
        device: bob.device,
        resolveDevice: directory.resolve,
        now: () => clock.now,
      });
      clock.now += 60;
      await restored.start(await alice.bundle());
      const again = await restored.encrypt(alice.device, text("I am back"));
      expect(await receive(alice, again)).toBe("I am back");
      expect(await receive(alice, late)).toBe("late");
      const answer = await restored.decrypt(await send(alice, bob, "welcome"));
      expect(answer.plaintext).toEqual(text("welcome"));
    });

    it("test_restart_givesUpOlderSessions_butStillReadsThem", async () => {
      const { alice, bob } = await setup();
      await start(alice, bob);
      await receive(bob, await send(alice, bob, "1"));
      const old = await send(bob, alice, "on the old session");
      await start(alice, bob);
      const fresh = await send(alice, bob, "on the new session");
      expect(fresh[0]).toBe(2);
      expect(await receive(alice, old)).toBe("on the old session");
      expect((await send(alice, bob, "2"))[0]).toBe(2);
      expect(await receive(bob, fresh)).toBe("on the new session");
      expect(await receive(alice, await send(bob, alice, "3"))).toBe("3");
      expect(await alice.sessions.sessionsWith(bob.device)).toHaveLength(2);
    });

    it("test_unansweredSession_isGivenUp_whenItsMessagesHaveExpired", async () => {
      const { alice, bob, clock } = await setup();
      await start(alice, bob);
      clock.now += 14 * DAY - 1;
      expect(await alice.sessions.hasSession(bob.device)).toBe(true);
      clock.now += 1;
      expect(await alice.sessions.hasSession(bob.device)).toBe(false);
    });

    it("test_sessions_areCapped_andTheNewestStays", async () => {
      const { alice, bob, clock } = await setup();
      for (let i = 0; i < 12; i++) {
        clock.now++;
        await start(alice, bob);
        expect(await receive(bob, await send(alice, bob, `${i}`))).toBe(`${i}`);
      }
      for (const [side, peer] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        expect(await side.sessions.sessionsWith(peer.device)).toHaveLength(8);
        expect(await side.store.list("e2ee/sessions")).toHaveLength(8);
      }
      expect(await receive(alice, await send(bob, alice, "still"))).toBe("still");
    });

    it("test_store_keepsTheConversation_whenReopened", async () => {
      const { directory, alice, bob, clock } = await setup();
      await start(alice, bob);
      await receive(bob, await send(alice, bob, "1"));
      await saveDevice(bob.store, bob.device);
      const device = await loadDevice(bob.store);
      expect(device).toEqual(bob.device);
      if (!device) throw new Error("no device");
      const resolveDevice = directory.resolve;
      const now = () => clock.now;
      const reopened = await createSessions({
        crypto,
        store: bob.store,
        device,
        resolveDevice,
        now,
      });
      const answer = await reopened.encrypt(alice.device, text("2"));
      expect(await receive(alice, answer)).toBe("2");
      const { plaintext } = await reopened.decrypt(await send(alice, bob, "3"));
      expect(plaintext).toEqual(text("3"));
    });

    it("test_alongside_isStoredWithTheSession_orNotAtAll", async () => {
      const { alice, bob } = await setup();
      const note = (key: string, value: Uint8Array) =>
        [{ type: "put", namespace: "app", key, value }] as const;
      await start(alice, bob);
      const frame = await alice.sessions.encrypt(bob.device, text("hi"), (f) => note("outbox", f));
      expect(await alice.store.get("app", "outbox")).toEqual(frame);
      const failing = bob.sessions.decrypt(frame, () => {
        throw new Error("the application failed");
      });
      await expect(failing).rejects.toThrowError("the application failed");
      await bob.sessions.decrypt(frame, ({ plaintext }) => note("inbox", plaintext));
      expect(await bob.store.get("app", "inbox")).toEqual(text("hi"));
    });

    it("test_state_isUnchanged_whenTheStoreFails", async () => {
      const { directory, alice, clock } = await setup();
      const store = memoryStore();
      let broken = false;
      const flaky: Store = {
        ...store,
        batch: async (changes) => {
          if (broken) throw new Error("disk full");
          await store.batch(changes);
        },
      };
      const bob = await createParty(crypto, directory, 5, clock, flaky);
      await start(alice, bob);
      const message = await send(alice, bob, "kept");
      broken = true;
      await expect(bob.sessions.decrypt(message)).rejects.toThrowError("disk full");
      broken = false;
      expect(await receive(bob, message)).toBe("kept");
    });

    it("test_conversation_survivesAnyOrder_betweenThreeDevices", async () => {
      const action = fc.record({ from: fc.nat(2), to: fc.nat(2), late: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
          const { directory, alice, bob, clock } = await setup();
          const parties = [alice, bob, await createParty(crypto, directory, 3, clock)];
          const waiting: { to: Party; message: Uint8Array; content: string }[] = [];
          for (const [i, { from, to, late }] of actions.entries()) {
            const [sender, recipient] = [parties[from], parties[to]];
            if (!sender || !recipient || sender === recipient) continue;
            if (!(await sender.sessions.hasSession(recipient.device)))
              await start(sender, recipient);
            const message = await send(sender, recipient, `${i}`);
            if (late) waiting.push({ to: recipient, message, content: `${i}` });
            else expect(await receive(recipient, message)).toBe(`${i}`);
          }
          for (const { to, message, content } of waiting.reverse()) {
            expect(await receive(to, message)).toBe(content);
          }
        }),
        { numRuns: crypto.name === "libsodium" ? 25 : 6 },
      );
    });
  });
}
