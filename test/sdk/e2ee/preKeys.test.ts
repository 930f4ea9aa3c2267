import { toHex } from "viem";
import { describe, expect, it } from "vitest";
import { createParty, DeviceDirectory, MAILBOX, providers, text } from "../../support/e2ee.ts";

const DAY = 86_400;
const wanted = { mailbox: MAILBOX, bundles: 3, oneTimeKeys: 5 };

for (const crypto of providers) {
  const setup = async () => {
    const clock = { now: 1_700_000_000 };
    const directory = new DeviceDirectory();
    const alice = await createParty(crypto, directory, 1, clock);
    const bob = await createParty(crypto, directory, 2, clock);
    return { alice, bob, clock };
  };

  describe(`pre-keys on ${crypto.name}`, () => {
    it("test_renew_givesEachBundleOneTimeKeysOfItsOwn", async () => {
      const { bob } = await setup();
      const bundles = await bob.sessions.renewPreKeys(wanted);
      expect(bundles).toHaveLength(3);
      const keys = bundles.flatMap(({ oneTimePreKeys }) => oneTimePreKeys);
      expect(new Set(keys.map(({ key }) => toHex(key))).size).toBe(15);
      expect(new Set(keys.map(({ id }) => id)).size).toBe(15);
      expect(new Set(bundles.map(({ sequence }) => sequence)).size).toBe(1);
      expect(new Set(bundles.map(({ signedPreKey }) => toHex(signedPreKey.key))).size).toBe(1);
    });

    it("test_renew_raisesTheSequence_andRotatesTheSignedKeyWeekly", async () => {
      const { bob, clock } = await setup();
      const [first] = await bob.sessions.renewPreKeys(wanted);
      const [second] = await bob.sessions.renewPreKeys(wanted);
      clock.now += 7 * DAY;
      const [third] = await bob.sessions.renewPreKeys(wanted);
      if (!first || !second || !third) throw new Error("no bundles");
      expect(second.sequence).toBeGreaterThan(first.sequence);
      expect(third.sequence).toBeGreaterThan(second.sequence);
      expect(second.signedPreKey).toEqual(first.signedPreKey);
      expect(third.signedPreKey.id).not.toBe(first.signedPreKey.id);
      expect(third.signedPreKey.key).not.toEqual(first.signedPreKey.key);
    });

    it("test_renew_raisesTheSequence_whenTheCountersWereLost", async () => {
      const { bob, clock } = await setup();
      const [first] = await bob.sessions.renewPreKeys(wanted);
      await bob.store.batch([{ type: "delete", namespace: "e2ee/counters", key: "counters" }]);
      clock.now += 1;
      const [second] = await bob.sessions.renewPreKeys(wanted);
      expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 0);
    });

    it("test_retiredKeys_stillOpenMessages_untilTheyArePruned", async () => {
      const { alice, bob, clock } = await setup();
      const bundles = await bob.sessions.renewPreKeys(wanted);
      const [early, late] = bundles;
      if (!early || !late) throw new Error("no bundles");
      const first = async (bundle: typeof early) => {
        await alice.sessions.start(bundle);
        return alice.sessions.encrypt(bob.device, text("hello"));
      };
      const [inTime, tooLate] = [await first(early), await first(late)];
      clock.now += 7 * DAY;
      await bob.sessions.renewPreKeys(wanted);
      clock.now += 30 * DAY - 1;
      await bob.sessions.prunePreKeys();
      expect((await bob.sessions.decrypt(inTime)).plaintext).toEqual(text("hello"));
      expect(await bob.store.list("e2ee/initials")).toHaveLength(1);
      clock.now += 1;
      await bob.sessions.prunePreKeys();
      await expect(bob.sessions.decrypt(tooLate)).rejects.toMatchObject({
        code: "UNKNOWN_PRE_KEY",
      });
      expect(await bob.store.list("e2ee/signed-pre-keys")).toHaveLength(1);
      expect(await bob.store.list("e2ee/one-time-pre-keys")).toHaveLength(15);
      expect(await bob.store.list("e2ee/initials")).toHaveLength(0);
      await bob.sessions.forget(alice.device.did);
      await expect(bob.sessions.decrypt(inTime)).rejects.toMatchObject({ code: "UNKNOWN_PRE_KEY" });
    });
  });
}
