import { gcm } from "@noble/ciphers/aes.js";
import { type AeadCipher, type E2eeContext, ratchet } from "@sendingnetwork/sdk/e2ee";
import fc from "fast-check";
import { toHex } from "viem";
import { describe, expect, it } from "vitest";
import { codeOf, contextOf, flipBit, providers, ratchetPair, text } from "../../support/e2ee.ts";

const { decodeState, encodeState, headerBytes, ratchetDecrypt, ratchetEncrypt } = ratchet;
const AD = text("ad");
const NOW = 1_700_000_000;

/** Sends `count` messages one after the other. */
function sendMany(context: E2eeContext, from: ratchet.RatchetState, count: number) {
  const messages: Uint8Array[] = [];
  let state = from;
  for (let i = 0; i < count; i++) {
    const sent = ratchetEncrypt(context, state, text(`message ${i}`), AD);
    state = sent.state;
    messages.push(sent.message);
  }
  return { state, messages };
}

function skippedOf(state: ratchet.RatchetState): number {
  return state.skipped.reduce((sum, { keys }) => sum + keys.length, 0);
}

for (const crypto of providers) {
  const context = contextOf(crypto);

  describe(`ratchet on ${crypto.name}`, () => {
    it("test_encrypt_throws_whenResponderHasNotReceived", () => {
      const [, bob] = ratchetPair(context);
      expect(codeOf(() => ratchetEncrypt(context, bob, text("x"), AD))).toBe("NO_SENDING_CHAIN");
    });

    it("test_length_dependsOnPlaintextLengthOnly", () => {
      const [alice] = ratchetPair(context);
      const plaintexts = fc.array(fc.uint8Array({ maxLength: 300 }), {
        minLength: 1,
        maxLength: 8,
      });
      fc.assert(
        fc.property(plaintexts, (list) => {
          let state = alice;
          for (const plaintext of list) {
            const sent = ratchetEncrypt(context, state, plaintext, AD);
            state = sent.state;
            expect(sent.message.length).toBe(headerBytes(context) + plaintext.length + 16);
          }
        }),
        { numRuns: 20 },
      );
    });

    it("test_headers_areAllDifferent_andShowNoCounter", () => {
      const [alice] = ratchetPair(context);
      // The same state encrypts twice what would have equal counters; then counters that differ by one.
      const headers = [
        ...sendMany(context, alice, 50).messages,
        ...sendMany(context, alice, 50).messages,
      ].map((message) => message.slice(0, headerBytes(context)));
      expect(new Set(headers.map((header) => toHex(header))).size).toBe(100);
      const key = toHex(alice.self.public).slice(2);
      for (const header of headers) expect(toHex(header)).not.toContain(key);
    });

    it("test_decrypt_keepsAtMostTheCap_whenManyAreSkipped", () => {
      const small = contextOf(crypto, { maxSkipped: 10 });
      const [alice, bob] = ratchetPair(small);
      const { messages } = sendMany(small, alice, 40);
      const at = (i: number) => messages[i] ?? new Uint8Array();
      expect(codeOf(() => ratchetDecrypt(small, bob, at(11), AD, NOW))).toBe("TOO_MANY_SKIPPED");
      let state = ratchetDecrypt(small, bob, at(10), AD, NOW).state;
      expect(skippedOf(state)).toBe(10);
      state = ratchetDecrypt(small, state, at(16), AD, NOW).state;
      expect(skippedOf(state)).toBe(10);
      // 0 to 4 gave way to 11 to 15.
      expect(codeOf(() => ratchetDecrypt(small, state, at(4), AD, NOW))).toBe("DUPLICATE_MESSAGE");
      const kept = [5, 9, 11, 15];
      for (const i of kept) {
        const received = ratchetDecrypt(small, state, at(i), AD, NOW);
        expect(received.plaintext).toEqual(text(`message ${i}`));
        state = received.state;
      }
      expect(skippedOf(state)).toBe(10 - kept.length);
    });

    it("test_decrypt_refusesSkippedMessage_whenItsKeyHasExpired", () => {
      const [alice, bob] = ratchetPair(context);
      const { messages } = sendMany(context, alice, 3);
      const [first, second, third] = messages as [Uint8Array, Uint8Array, Uint8Array];
      const { state } = ratchetDecrypt(context, bob, third, AD, NOW);
      const lifetime = context.profile.skippedLifetime;
      const last = ratchetDecrypt(context, state, first, AD, NOW + lifetime - 1);
      expect(last.plaintext).toEqual(text("message 0"));
      const late = () => ratchetDecrypt(context, last.state, second, AD, NOW + lifetime);
      expect(codeOf(late)).toBe("DUPLICATE_MESSAGE");
      // Any message that is decrypted later takes expired keys out of the state.
      const next = ratchetEncrypt(context, sendMany(context, alice, 3).state, text("later"), AD);
      const after = ratchetDecrypt(context, state, next.message, AD, NOW + lifetime);
      expect(skippedOf(after.state)).toBe(0);
    });

    it("test_decrypt_forgetsUsedKeys_soThatOldMessagesStayClosed", () => {
      const [alice, bob] = ratchetPair(context);
      const sent = ratchetEncrypt(context, alice, text("secret"), AD);
      const { state } = ratchetDecrypt(context, bob, sent.message, AD, NOW);
      expect(codeOf(() => ratchetDecrypt(context, state, sent.message, AD, NOW))).toBe(
        "DUPLICATE_MESSAGE",
      );
      const reply = ratchetEncrypt(context, state, text("reply"), AD);
      const stepped = ratchetDecrypt(context, sent.state, reply.message, AD, NOW).state;
      expect(stepped.self.secret).not.toEqual(alice.self.secret);
      expect(stepped.root).not.toEqual(alice.root);
    });

    it("test_decrypt_changesNothing_whenAnyBitIsTurned", () => {
      const [alice, bob] = ratchetPair(context);
      const { message } = ratchetEncrypt(context, alice, text("tamper with me"), AD);
      const before = encodeState(bob);
      for (let bit = 0; bit < message.length * 8; bit += 7) {
        const code = codeOf(() => ratchetDecrypt(context, bob, flipBit(message, bit), AD, NOW));
        expect(code, `bit ${bit}`).toBe("UNDECRYPTABLE_MESSAGE");
      }
      expect(codeOf(() => ratchetDecrypt(context, bob, message, text("aD"), NOW))).toBe(
        "UNDECRYPTABLE_MESSAGE",
      );
      for (const length of [0, 1, headerBytes(context), message.length - 1]) {
        const cut = message.slice(0, length);
        expect(codeOf(() => ratchetDecrypt(context, bob, cut, AD, NOW))).toBe(
          "UNDECRYPTABLE_MESSAGE",
        );
      }
      expect(encodeState(bob)).toEqual(before);
      expect(ratchetDecrypt(context, bob, message, AD, NOW).plaintext).toEqual(
        text("tamper with me"),
      );
    });

    it("test_decrypt_throws_whenRatchetKeyIsOfLowOrder", () => {
      const [alice, bob] = ratchetPair(context);
      const evil = { ...alice, self: { ...alice.self, public: new Uint8Array(32) } };
      const { message } = ratchetEncrypt(context, evil, text("x"), AD);
      expect(codeOf(() => ratchetDecrypt(context, bob, message, AD, NOW))).toBe("LOW_ORDER_POINT");
    });

    it("test_state_survivesEncoding", () => {
      const [alice, bob] = ratchetPair(context);
      const { state: sent, messages } = sendMany(context, alice, 5);
      const { state } = ratchetDecrypt(context, bob, messages[3] ?? new Uint8Array(), AD, NOW);
      for (const each of [alice, bob, sent, state]) {
        expect(decodeState(encodeState(each))).toEqual(each);
      }
      const restored = decodeState(encodeState(state));
      const again = ratchetDecrypt(context, restored, messages[1] ?? new Uint8Array(), AD, NOW);
      expect(again.plaintext).toEqual(text("message 1"));
    });

    it("test_decodeState_throws_whenBytesAreDamaged", () => {
      const [alice] = ratchetPair(context);
      const encoded = encodeState(alice);
      const damaged = [
        encoded.slice(0, -1),
        new Uint8Array(),
        encodeState({ ...alice, root: new Uint8Array(31) }),
        encodeState({ ...alice, sent: -1 }),
      ];
      for (const each of damaged) expect(codeOf(() => decodeState(each))).toBe("CORRUPT_STATE");
    });
  });
}

const aes256Gcm: AeadCipher = {
  keyBytes: 32,
  nonceBytes: 12,
  tagBytes: 16,
  seal: (key, nonce, plaintext, ad) => gcm(key, nonce, ad).encrypt(plaintext),
  open(key, nonce, ciphertext, ad) {
    try {
      return gcm(key, nonce, ad).decrypt(ciphertext);
    } catch {
      return undefined;
    }
  },
};

describe("profiles", () => {
  it("test_profile_exchangesCipherAndLabels", () => {
    for (const crypto of providers) {
      const ours = contextOf(crypto);
      const profiles = {
        "root label": contextOf(crypto, { rootInfo: text("other root") }),
        "message label": contextOf(crypto, { messageInfo: text("other message") }),
        "chain input": contextOf(crypto, { messageKeyInput: Uint8Array.of(3) }),
        cipher: contextOf(crypto, { cipher: () => aes256Gcm }),
      };
      for (const [name, other] of Object.entries(profiles)) {
        const [alice, bob] = ratchetPair(other);
        const { message } = ratchetEncrypt(other, alice, text(name), AD);
        expect(ratchetDecrypt(other, bob, message, AD, NOW).plaintext).toEqual(text(name));
        const code = codeOf(() => ratchetDecrypt(ours, bob, message, AD, NOW));
        expect(code, name).toBe("UNDECRYPTABLE_MESSAGE");
      }
    }
  });
});
