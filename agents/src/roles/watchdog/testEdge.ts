import { messageHash } from "@sendingnetwork/sdk/merkle";
import { createClientNode } from "@sendingnetwork/sdk/node";
import { type CustodyReceipt, EdgeConnection, type FetchProof } from "@sendingnetwork/sdk/relay";
import {
  type Address,
  bytesToHex,
  concat,
  encodeAbiParameters,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
  parseAbiParameters,
  zeroHash,
} from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { PAYLOAD_BYTES, TEST_TIMEOUT_MS } from "./constants.ts";
import type { WatchdogServices } from "./services.ts";
import type { TestRecord } from "./WatchdogStore.ts";

const EVIDENCE = parseAbiParameters("bytes32 salt, bytes32 custodyRoot, bytes32 fetchRoot");

/** Mailboxes tried to find one that a given Edge answers for. */
const MAX_MAILBOXES = 20_000;

/**
 * Tests an Edge as an ordinary client under a fresh peer id: leaves a message in a mailbox made for
 * it, gets the receipt, reads the message back. Never rejects but for the signal; what goes wrong is
 * a failed test.
 */
export async function testEdge(
  {
    view,
    deployment,
    log,
    signal,
  }: Pick<WatchdogServices, "view" | "deployment" | "log" | "signal">,
  { epoch, nullifier, edge }: { epoch: number; nullifier: bigint; edge: Address },
): Promise<TestRecord> {
  const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  const mailboxKey = privateKeyToAccount(mailboxOf(view, edge, epoch));
  // Binds the evidence to this nullifier and Edge, and looks random like every other blind.
  const blind = keccak256(concat([numberToHex(nullifier, { size: 32 }), salt, edge]));
  const evidence: Evidence = { salt, mailbox: mailboxKey.address, blind };
  const timeout = AbortSignal.timeout(TEST_TIMEOUT_MS);
  const limit = AbortSignal.any([signal, timeout]);
  const node = await createClientNode();
  let latencyMs = 0;
  try {
    const record = view.nodes("edge", epoch).find(({ operator }) => operator === edge);
    if (record === undefined) throw new TypeError("the Edge is not active");
    const connection = await EdgeConnection.open({ node, view, edge: record, signal: limit });
    const payload = crypto.getRandomValues(new Uint8Array(PAYLOAD_BYTES));
    const expiry = view.now() + deployment.schedule.messageTtl;
    const message = { mailbox: mailboxKey.address, blind: hexToBytes(blind), payload };
    const custody = Promise.withResolvers<CustodyReceipt>();
    const start = performance.now();
    const deposited = connection.deposit({
      ...message,
      expiry,
      epoch,
      signal: limit,
      onReceipt: (receipt) => {
        if (receipt.edge === edge) custody.resolve(receipt);
      },
    });
    // Its own receipt counts; whether the other replicas answer is not this Edge's test.
    deposited.then(() => custody.reject(new TypeError("no receipt of its own")), custody.reject);
    evidence.custody = await custody.promise;
    const elapsed = Math.max(1, Math.ceil(performance.now() - start));
    const fetched = await connection.fetch({ mailboxKey, signal: limit });
    evidence.fetch = fetched.proof;
    const hash = messageHash(message);
    if (!fetched.messages.some((found) => found.messageHash === hash)) {
      throw new TypeError("the message is not there");
    }
    latencyMs = elapsed;
    await connection.delete({ mailboxKey, messageHashes: [hash], signal: limit }).catch(() => {});
    await connection.close();
  } catch (error) {
    signal.throwIfAborted();
    evidence.failure = error instanceof Error ? error.message : String(error);
    log.debug({ epoch, edge, reason: evidence.failure }, "a test failed");
  } finally {
    await node.stop();
  }
  return {
    edge,
    latencyMs,
    evidenceHash: evidenceHash(evidence),
    evidence: JSON.stringify(evidence),
  };
}

type Evidence = {
  salt: Hex;
  mailbox: Address;
  blind: Hex;
  custody?: CustodyReceipt;
  fetch?: FetchProof;
  failure?: string;
};

function evidenceHash({ salt, custody, fetch, failure }: Evidence): Hex {
  const isProof = failure === undefined;
  const roots = [custody?.root, fetch?.root].map((root) => (isProof && root) || zeroHash);
  const [custodyRoot = zeroHash, fetchRoot = zeroHash] = roots;
  return keccak256(encodeAbiParameters(EVIDENCE, [salt, custodyRoot, fetchRoot]));
}

/** A fresh mailbox key for whose mailbox the Edge is responsible. */
function mailboxOf(view: WatchdogServices["view"], edge: Address, epoch: number): Hex {
  let key = generatePrivateKey();
  for (let i = 0; i < MAX_MAILBOXES; i++) {
    const { address } = privateKeyToAccount(key);
    if (view.responsibleNow(address, epoch)?.includes(edge)) break;
    key = generatePrivateKey();
  }
  return key;
}
