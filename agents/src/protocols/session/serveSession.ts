import {
  addressBytes,
  amountBytes,
  answer,
  optionalAddressOf,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  WIRE_VERSION,
  wire,
} from "@sendingnetwork/sdk/wire";
import { type Address, bytesToHex } from "viem";
import type { Connection, Node } from "../../node/index.ts";
import type { Ledger } from "../../payments/index.ts";
import type { EdgeView } from "../EdgeView.ts";
import type { Guard } from "../guard/index.ts";
import type { Sessions } from "./Sessions.ts";

export type SessionOptions = {
  node: Node;
  edge: Address;
  view: EdgeView;
  ledger: Ledger;
  sessions: Sessions;
  guard: Guard;
};

/** Serves /sdn/session/1: refuses other versions and networks, states the price and the credit. */
export async function serveSession(options: SessionOptions): Promise<void> {
  const { node, guard } = options;
  await node.handle(PROTOCOLS.session, (stream, connection) =>
    answer(
      stream,
      { send: wire.SessionAnswer, receive: wire.SessionRequest },
      (request) => welcome(request, connection, options),
      {
        refuse: (problem) => ({ problem }),
        onProblem: (error) => guard.refuse("session", error, connection),
      },
    ),
  );
}

function welcome(
  request: wire.SessionRequest,
  connection: Connection,
  { edge, view, ledger, sessions, guard }: SessionOptions,
): Partial<wire.SessionAnswer> {
  if (guard.isBarred(connection)) {
    const text = "This peer was dropped for malformed frames; try again in a minute.";
    throw new ProblemError(ProblemCode.TOO_MANY_REQUESTS, text);
  }
  if (request.version !== WIRE_VERSION) {
    const text = `This Edge speaks version ${WIRE_VERSION}, not ${request.version}.`;
    throw new ProblemError(ProblemCode.UNSUPPORTED_VERSION, text);
  }
  const { chainId, contracts } = view.deployment;
  const registry = bytesToHex(request.registry);
  if (request.chainId !== chainId || registry !== contracts.nodeStaking.toLowerCase()) {
    const text = `This Edge serves the network of chain ${chainId}, registry ${contracts.nodeStaking}.`;
    throw new ProblemError(ProblemCode.WRONG_NETWORK, text);
  }
  const payer = optionalAddressOf(request.payer, "payer");
  const peerId = connection.remotePeer.toString();
  const account = ledger.open({ peerId, payer });
  sessions.open(connection, { peerId, payer, account });
  return {
    welcome: {
      edge: addressBytes(edge),
      epoch: view.currentEpoch(),
      pricePerMib: amountBytes(ledger.price),
      freeBytes: ledger.freeBytesLeft(peerId),
      creditBytes: account.creditBytes,
    },
  };
}
