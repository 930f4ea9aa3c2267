import {
  frames,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  type Stream,
  wire,
} from "@sendingnetwork/sdk/wire";
import { type Address, bytesToHex } from "viem";
import type { CustodyDesk } from "../../mailbox/index.ts";
import type { Connection, Node } from "../../node/index.ts";
import type { EdgeView } from "../EdgeView.ts";
import type { Guard } from "../guard/index.ts";
import { refuseStream } from "../refuseStream.ts";
import { checkDeposit, toMessage } from "../relay/deposit.ts";
import type { Responsibility } from "../relay/Responsibility.ts";
import type { Sessions } from "../session/index.ts";

export type ReplicaOptions = {
  node: Node;
  view: EdgeView;
  sessions: Sessions;
  custody: CustodyDesk;
  responsibility: Responsibility;
  guard: Guard;
  onStored(bytes: number): void;
};

/** Serves /sdn/replica/1: copies from other active Edges, known by their peer id, each answered by a receipt. */
export async function serveReplica(options: ReplicaOptions): Promise<void> {
  await options.node.handle(
    PROTOCOLS.replica,
    (stream, connection) => serveStream(stream, connection, options),
    { maxInboundStreams: 2 },
  );
}

async function serveStream(
  stream: Stream,
  connection: Connection,
  options: ReplicaOptions,
): Promise<void> {
  const { guard, sessions, onStored } = options;
  const sender = senderOf(connection, options.view);
  try {
    sessions.of(connection);
    sender();
  } catch (error) {
    return refuseStream(stream, guard.refuse("replica", error, connection));
  }
  const copies = frames(stream, {
    send: wire.RelayFrame,
    receive: wire.RelayFrame,
    onMalformed: (error) => {
      refuse(0, error);
      return !guard.isBarred(connection);
    },
  });
  const send = (frame: Partial<wire.RelayFrame>) => {
    try {
      void copies.send(frame);
    } catch {
      // The other Edge is gone; it has asked somebody else by now.
    }
  };
  const refuse = (id: number, error: unknown) =>
    send({ id, problem: guard.refuse("replica", error, connection) });
  copies.onFrames((batch) => {
    for (const { id, deposit } of batch) {
      take(deposit, sender, options).then(
        (receipt) => {
          onStored(deposit?.payload.length ?? 0);
          send({ id, custody: receipt });
        },
        (error: unknown) => refuse(id, error),
      );
    }
  });
  const error = await copies.ended;
  if (error instanceof ProblemError) refuse(0, error);
  await copies.close();
}

async function take(
  deposit: wire.Deposit | undefined,
  sender: () => Address,
  { view, responsibility, custody }: ReplicaOptions,
): Promise<wire.Custody> {
  if (!deposit || deposit.expiry === 0) {
    const text = "Replicas take deposits that are to be stored.";
    throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
  }
  checkDeposit(deposit, view);
  responsibility.checkEpoch(deposit.epoch);
  const from = sender();
  const edges = await responsibility.of(bytesToHex(deposit.mailbox), deposit.epoch);
  if (!edges.includes(from)) {
    const text = "The Edge that sends the copy does not answer for the mailbox.";
    throw new ProblemError(ProblemCode.UNAUTHORIZED, text);
  }
  return custody.deposit(toMessage(deposit));
}

/** Who sends, looked up once an epoch: the register is not made for one look a message. */
function senderOf(connection: Connection, view: EdgeView): () => Address {
  let known: { epoch: number; edge: Address } | undefined;
  return () => {
    const epoch = view.currentEpoch();
    if (known?.epoch !== epoch) known = { epoch, edge: activeEdge(connection, view) };
    return known.edge;
  };
}

/** Operator of the peer, which libp2p has authenticated. Throws UNAUTHORIZED unless it is an active Edge. */
function activeEdge(connection: Connection, view: EdgeView): Address {
  const record = view.nodeByPeerId(connection.remotePeer.toString());
  const epoch = view.currentEpoch();
  const isActive =
    record?.role === "edge" &&
    record.activeFrom <= epoch &&
    // An epoch longer: its messages of the last seconds may still be under way.
    (record.inactiveFrom === undefined || record.inactiveFrom >= epoch);
  if (isActive) return record.operator;
  const text = "Only active Edges send copies.";
  throw new ProblemError(ProblemCode.UNAUTHORIZED, text);
}
