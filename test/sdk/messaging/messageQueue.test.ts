import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MessageQueue } from "../../../sdk/src/messaging/messageQueue.ts";

describe("a message queue", () => {
  it("gives waiting items of one device in the order they were sent, whatever order they came in", async () => {
    const item = fc.record({ device: fc.integer({ min: 0, max: 2 }), sentAt: fc.nat() });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(item, { selector: ({ sentAt }) => sentAt }),
        async (items) => {
          const queue = new MessageQueue<{ device: number; sentAt: number }>(
            async () => {},
            (a, b) => a.device === b.device && a.sentAt < b.sentAt,
          );
          for (const one of items) queue.push(one);
          queue.close();
          const given = await Array.fromAsync(queue.read());
          expect(given).toHaveLength(items.length);
          for (const device of [0, 1, 2]) {
            const times = given.filter((one) => one.device === device).map(({ sentAt }) => sentAt);
            expect(times).toEqual(times.toSorted((a, b) => a - b));
          }
        },
      ),
    );
  });

  it("keeps the order of arrival where nothing says otherwise", async () => {
    const queue = new MessageQueue<number>(async () => {});
    queue.push(3, 1, 2);
    queue.close();
    expect(await Array.fromAsync(queue.read())).toEqual([3, 1, 2]);
  });
});
