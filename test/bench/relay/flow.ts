// Both ends of a flow are processes of their own, told what to do over IPC.

/** Payload of a message, bytes. */
export const MESSAGE_BYTES = 1024;

/** What the parent tells an end first. */
export interface Task {
  messages: number;
  /** Multiaddr with peer id: of the Edge, or of the raw reader. */
  target: string;
  deployment: string;
  rpc: string;
  /** Private key of the mailbox that the messages go to. */
  mailboxKey: `0x${string}`;
}

export const say = (message: object) => process.send?.(message);

export function told<T>(): Promise<T> {
  return new Promise((resolve) => process.once("message", (message) => resolve(message as T)));
}
