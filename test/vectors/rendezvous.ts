// Writes rendezvous.json: positions of Edges and the three that each mailbox falls to, straight from the
// definition. `npx tsx test/vectors/rendezvous.ts`; contracts and SDK check themselves against the file.
import { writeFileSync } from "node:fs";
import { type Address, concat, type Hex, keccak256, numberToHex, slice, toHex } from "viem";

const SEND = 10n ** 18n;
const stakes = [9_999n, 10_000n, 19_999n, 20_000n, 55_555n, 150_000n, 160_000n, 170_000n, 10n ** 7n];

const addressOf = (name: string): Address => slice(keccak256(toHex(name)), 12);

/** v = clamp(floor(min(stake, 160,000) / 10,000), 1, 16) */
function virtualSlots(stake: bigint): number {
  const whole = Number(stake / (10_000n * SEND));
  return whole < 1 ? 1 : whole > 16 ? 16 : whole;
}

function scoreOf(slot: Hex, stake: bigint, mailbox: Address): bigint {
  let score = 0n;
  for (let i = 0; i < virtualSlots(stake); i++) {
    const drawn = BigInt(keccak256(concat([slot, numberToHex(i, { size: 4 }), mailbox])));
    if (drawn > score) score = drawn;
  }
  return score;
}

const edges = stakes.map((stake, i) => {
  const edge = addressOf(`edge ${i}`);
  const seed = keccak256(toHex(`seed ${i % 4}`));
  return { edge, seed, stake: (stake * SEND).toString(), slot: keccak256(concat([seed, edge])) };
});

const mailboxes = Array.from({ length: 12 }, (_, i) => {
  const mailbox = addressOf(`mailbox ${i}`);
  const scores = edges.map(({ slot, stake }) => scoreOf(slot, BigInt(stake), mailbox));
  const order = scores.map((_, edge) => edge);
  order.sort((a, b) => ((scores[a] as bigint) < (scores[b] as bigint) ? 1 : -1));
  return {
    mailbox,
    scores: scores.map((score) => toHex(score, { size: 32 })),
    top: order.slice(0, 3).map((edge) => edges[edge]?.edge),
  };
});

const file = new URL("rendezvous.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ edges, mailboxes }, null, 2)}\n`);
