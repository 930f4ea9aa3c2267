import { ed25519 } from "@noble/curves/ed25519.js";
import type { ChainLog, ChainLogOf } from "@sendingnetwork/sdk/network";
import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import { type Address, bytesToHex, type Hex, keccak256, toHex } from "viem";
import { fakeDeployment } from "./deployment.ts";

type Args<name extends ChainLog["eventName"]> = ChainLogOf<name>["args"];

/** An event as the chain would give it. */
export function log<name extends ChainLog["eventName"]>(
  eventName: name,
  args: Args<name>,
  blockNumber = 1n,
): ChainLog {
  const transactionHash: Hex = `0x${"00".repeat(32)}`;
  return { eventName, args, blockNumber, logIndex: 0, transactionHash } as ChainLog;
}

export const SEND = 10n ** 18n;

export type FakeNode = {
  operator: Address;
  role?: number;
  signer?: Address;
  bond?: bigint;
  activeFrom?: number;
  peerSecret?: Uint8Array;
  nonce?: bigint;
};

export function peerSecretOf(operator: Address): Uint8Array {
  return new Uint8Array(Buffer.from(keccak256(operator).slice(2), "hex"));
}

/** The registration of a node whose peer key signed for it. */
export function registered(node: FakeNode): ChainLog {
  const { operator, role = 1, signer = operator, bond = 10_000n * SEND, nonce = 0n } = node;
  const secret = node.peerSecret ?? peerSecretOf(operator);
  const peerId = bytesToHex(ed25519.getPublicKey(secret));
  const keys = { operator, role, peerId, signer, nonce, deadline: 2_000_000n };
  const digest = digestBytesOf(fakeDeployment, "NodeKeys", keys);
  return log("NodeRegistered", {
    ...keys,
    unicast: `0x${"00".repeat(32)}`,
    bond,
    activeFrom: BigInt(node.activeFrom ?? 1),
    peerSignature: bytesToHex(ed25519.sign(digest, secret)),
  });
}

/** The proof of the round that gives `epoch` its seed. */
export function seedProven(epoch: number, randomness: Hex = keccak256(toHex(epoch))): ChainLog {
  const { genesis, beacon, schedule } = fakeDeployment;
  const start = genesis + epoch * schedule.epochLength;
  const round = Math.ceil((start - beacon.genesis) / beacon.period) + 1;
  return log("RoundProven", { round: BigInt(round), randomness });
}

export function operatorOf(index: number): Address {
  return `0x${index.toString(16).padStart(40, "0")}`;
}
