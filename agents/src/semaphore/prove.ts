import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Identity } from "@semaphore-protocol/core/identity";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { bytesToHex, type Hex } from "viem";

/** What crosses to the process that proves; numbers as decimal text. */
export type ProofRequest = { privateKey: Hex; members: string[]; message: string; scope: string };
export type ProofAnswer = { root: string; nullifier: string; points: string[] } | { error: string };

export type MembershipProof = { root: bigint; nullifier: bigint; points: bigint[] };

export type ProveParameters = {
  identity: Identity;
  /** Leaves of the identity set in order; removed ones are 0. */
  members: readonly bigint[];
  message: bigint;
  scope: bigint;
  signal?: AbortSignal | undefined;
};

let last: Promise<unknown> = Promise.resolve();

/**
 * Proves that `identity` is one of `members` and made `message` within `scope` (Semaphore, depth 20).
 * One proof at a time, each in a process of its own. @throws SendingError PROOF_FAILED
 */
export function prove(parameters: ProveParameters): Promise<MembershipProof> {
  const result = last.then(() => proveNow(parameters));
  last = result.catch(() => {});
  return result;
}

async function proveNow(parameters: ProveParameters): Promise<MembershipProof> {
  const { identity, members, message, scope, signal } = parameters;
  signal?.throwIfAborted();
  const path = fileURLToPath(new URL("./proverProcess.ts", import.meta.url));
  const child = fork(path, { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const kill = () => void child.kill("SIGKILL");
  signal?.addEventListener("abort", kill, { once: true });
  try {
    const answer = await new Promise<ProofAnswer>((resolve, reject) => {
      child.once("message", (value) => resolve(value as ProofAnswer));
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the prover ended with status ${code}`)));
      const privateKey = bytesToHex(identity.privateKey as Uint8Array);
      const request: ProofRequest = {
        privateKey,
        members: members.map(String),
        message: String(message),
        scope: String(scope),
      };
      child.send(request);
    });
    if ("error" in answer) throw new Error(answer.error);
    return {
      root: BigInt(answer.root),
      nullifier: BigInt(answer.nullifier),
      points: answer.points.map(BigInt),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new SendingError("The membership proof could not be made.", {
      code: "PROOF_FAILED",
      cause,
    });
  } finally {
    signal?.removeEventListener("abort", kill);
    kill();
  }
}
