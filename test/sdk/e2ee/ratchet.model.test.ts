import { type E2eeContext, ratchet } from "@sendingnetwork/sdk/e2ee";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf, contextOf, flipBit, providers, ratchetPair, text } from "../../support/e2ee.ts";

const { decodeState, encodeState, ratchetDecrypt, ratchetEncrypt } = ratchet;
const AD = text("associated data");
const NOW = 1_700_000_000;

type Side = 0 | 1;
type Flight = { plaintext: Uint8Array; message: Uint8Array };

/** Two real ratchets, and beside them what must be true: which messages are under way or arrived. */
class Conversation {
  readonly states: [ratchet.RatchetState, ratchet.RatchetState];
  /** Under way to each side, oldest first. */
  readonly inFlight: [Flight[], Flight[]] = [[], []];
  readonly delivered: [Flight[], Flight[]] = [[], []];
  sent = 0;

  readonly context: E2eeContext;

  constructor(context: E2eeContext) {
    this.context = context;
    this.states = ratchetPair(context);
  }

  decrypt(side: Side, message: Uint8Array) {
    return ratchetDecrypt(this.context, this.states[side], message, AD, NOW);
  }

  /** Nothing may happen to the state when a message is refused. */
  expectRefused(side: Side, message: Uint8Array, codes: readonly string[]): void {
    const before = encodeState(this.states[side]);
    expect(codes).toContain(codeOf(() => this.decrypt(side, message)));
    expect(encodeState(this.states[side])).toEqual(before);
  }

  send(from: Side, plaintext: Uint8Array): void {
    if (!this.states[from].sending) return;
    const unique = Uint8Array.of(this.sent >> 8, this.sent++ & 255, ...plaintext);
    const { state, message } = ratchetEncrypt(this.context, this.states[from], unique, AD);
    this.states[from] = state;
    this.inFlight[from === 0 ? 1 : 0].push({ plaintext: unique, message });
  }

  /** Takes message `n` of those under way, whatever their order. */
  take(to: Side, n: number): Flight | undefined {
    const list = this.inFlight[to];
    return list.length === 0 ? undefined : list.splice(n % list.length, 1)[0];
  }

  deliver(to: Side, n: number): void {
    const flight = this.take(to, n);
    if (!flight) return;
    const { state, plaintext } = this.decrypt(to, flight.message);
    expect(plaintext).toEqual(flight.plaintext);
    this.states[to] = state;
    this.delivered[to].push(flight);
  }

  duplicate(to: Side, n: number): void {
    const flight = this.delivered[to][n % this.delivered[to].length];
    // A chain that is finished and has nothing outstanding is forgotten, header key and all.
    if (flight)
      this.expectRefused(to, flight.message, ["DUPLICATE_MESSAGE", "UNDECRYPTABLE_MESSAGE"]);
  }

  tamper(to: Side, n: number, bit: number): void {
    const flight = this.inFlight[to][n % this.inFlight[to].length];
    if (flight) this.expectRefused(to, flipBit(flight.message, bit), ["UNDECRYPTABLE_MESSAGE"]);
  }

  reflect(to: Side, n: number): void {
    const other = to === 0 ? 1 : 0;
    const flight = this.inFlight[other][n % this.inFlight[other].length];
    if (flight) this.expectRefused(to, flight.message, ["UNDECRYPTABLE_MESSAGE"]);
  }

  restart(side: Side): void {
    this.states[side] = decodeState(encodeState(this.states[side]));
  }
}

type Step = (conversation: Conversation) => void;

const side = fc.constantFrom<Side>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(side, fc.uint8Array({ maxLength: 40 })).map(
      ([s, p]) =>
        (c: Conversation) =>
          c.send(s, p),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(side, fc.nat()).map(
      ([s, n]) =>
        (c: Conversation) =>
          c.deliver(s, n),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(side, fc.nat()).map(
      ([s, n]) =>
        (c: Conversation) =>
          void c.take(s, n),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(side, fc.nat()).map(
      ([s, n]) =>
        (c: Conversation) =>
          c.duplicate(s, n),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(side, fc.nat(), fc.nat()).map(
      ([s, n, b]) =>
        (c: Conversation) =>
          c.tamper(s, n, b),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(side, fc.nat()).map(
      ([s, n]) =>
        (c: Conversation) =>
          c.reflect(s, n),
    ),
  },
  { weight: 1, arbitrary: side.map((s) => (c: Conversation) => c.restart(s)) },
);

for (const crypto of providers) {
  describe(`ratchet model on ${crypto.name}`, () => {
    it("test_conversation_deliversExactlyWhatWasSent_underAnyInterleaving", () => {
      const steps = fc.array(step, { minLength: 10, maxLength: 60, size: "max" });
      fc.assert(
        fc.property(steps, (list) => {
          const conversation = new Conversation(contextOf(crypto));
          conversation.send(0, text("first"));
          for (const run of list) run(conversation);
          // Whatever was not dropped still arrives, in any order.
          for (const to of [0, 1] as const) {
            while (conversation.inFlight[to].length > 0) conversation.deliver(to, list.length);
          }
        }),
        { numRuns: crypto.name === "libsodium" ? 150 : 25 },
      );
    });
  });
}
