import type { ClientNode, Connection } from "@sendingnetwork/sdk/node";
import { createClientNode, dialNode } from "@sendingnetwork/sdk/node";
import {
  bytesOf,
  type FrameStream,
  frames,
  PROTOCOLS,
  request,
  type Stream,
  wire,
} from "@sendingnetwork/sdk/wire";
import { fakeDeployment } from "./deployment.ts";
import type { TestEdge } from "./edges.ts";

/** A peer that says whatever the test wants, by its own hand. */
export type RawPeer = {
  node: ClientNode;
  connection: Connection;
  session(changes?: Partial<wire.SessionRequest>): Promise<wire.SessionAnswer>;
  relay(): Promise<FrameStream<wire.RelayFrame, wire.RelayFrame>>;
  stream(protocol: string): Promise<Stream>;
  stop(): Promise<void>;
};

export async function rawPeer(edge: TestEdge, seed?: Uint8Array): Promise<RawPeer> {
  const node = await createClientNode({ seed });
  const connection = await dialNode(node, edge.record(), {});
  const stream = (protocol: string) => connection.newStream(protocol);
  return {
    node,
    connection,
    stream,
    async session(changes = {}) {
      const codecs = { send: wire.SessionRequest, receive: wire.SessionAnswer };
      const { chainId, contracts } = fakeDeployment;
      const hello = { version: 1, chainId, registry: bytesOf(contracts.nodeStaking) };
      return request(await stream(PROTOCOLS.session), codecs, { ...hello, ...changes });
    },
    async relay() {
      const codecs = { send: wire.RelayFrame, receive: wire.RelayFrame };
      return frames(await stream(PROTOCOLS.relay), codecs);
    },
    stop: async () => {
      await node.stop();
    },
  };
}
