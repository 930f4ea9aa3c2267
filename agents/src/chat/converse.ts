import type { Messenger } from "@sendingnetwork/sdk/messaging";
import type { ChatInput } from "./input.ts";
import type { ChatOutput } from "./output.ts";
import { tell } from "./tell.ts";

/**
 * Carries lines out and messages in. At the end of input: waits until all that was sent is
 * acknowledged, then until nothing has come for `linger` milliseconds. What could not be sent is told
 * when it happens, and the first such failure rejects at the end.
 */
export async function converse(parameters: {
  messenger: Messenger;
  input: ChatInput;
  to: string;
  self: string;
  show: ChatOutput;
  linger: number;
  signal: AbortSignal;
}): Promise<void> {
  const { messenger, input, to, self, show, linger, signal } = parameters;
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  let failure: unknown;
  let inputEnded = false;
  let silence: NodeJS.Timeout | undefined;
  const restartSilence = () => {
    if (!inputEnded) return;
    clearTimeout(silence);
    silence = setTimeout(() => over.abort(), linger);
  };

  const reading = (async () => {
    for await (const { content, from, identityChanged } of messenger.messages(ending)) {
      if (identityChanged) {
        const message = `${from} has changed: it may belong to somebody else now.`;
        show({ type: "problem", message });
      }
      if (from !== self) show({ type: "received", id: content.id, from, text: content.text });
      restartSilence();
    }
  })();

  const writing = (async () => {
    for await (const text of input.lines) {
      if (signal.aborted) return;
      try {
        const { id, epoch, receipts } = await messenger.send(to, text, signal);
        show({ type: "sent", id, text, epoch, receipts: receipts.map(({ edge }) => ({ edge })) });
      } catch (error) {
        if (signal.aborted) return;
        failure ??= error;
        show({ type: "problem", message: tell(error) });
      }
      input.prompt();
    }
    inputEnded = true;
    restartSilence();
  })();

  try {
    input.prompt();
    await Promise.race([writing.then(() => reading), reading]);
    if (failure !== undefined) throw failure;
  } finally {
    clearTimeout(silence);
    over.abort();
    await reading.catch(() => {});
  }
}
