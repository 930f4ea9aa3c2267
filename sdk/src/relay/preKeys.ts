import type { Address, Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import { directoryKey } from "../network/index.ts";
import {
  addressBytes,
  bytesOf,
  fromProblem,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  wire,
} from "../wire/index.ts";
import type { EdgePool } from "./edgePool.ts";
import { fallOver, shuffled } from "./fallOver.ts";

/** What a directory slot answers: the bundle as its device signed it, and a key that is handed out once. */
export type DirectoryAnswer = {
  /** Encoded PreKeyBundle. */
  bundle: Uint8Array;
  /** Ed25519 by the device's signing key over `bundle`. */
  signature: Uint8Array;
  oneTimePreKey: { id: number; key: Uint8Array } | undefined;
};

export type SignedBundle = { bundle: Uint8Array; signature: Uint8Array };

const codecs = { send: wire.PreKeysRequest, receive: wire.PreKeysAnswer };
/** What taking a bundle is charged for. */
const GET_BYTES = 4_096;

/** Directory slots of devices, at the Edges responsible for them. */
export class PreKeyDirectory {
  readonly #pool: EdgePool;

  constructor(pool: EdgePool) {
    this.#pool = pool;
  }

  /** The Edges that hold the slot of a device now. */
  edgesOf(did: bigint, deviceId: Hex, signal?: AbortSignal): Promise<Address[]> {
    const { view } = this.#pool;
    return view.responsible(directoryKey(did, deviceId), view.currentEpoch(), signal);
  }

  /** Publishes a bundle at one Edge. Each Edge gets a bundle of its own, with one-time keys of its own. */
  async publish(edge: Address, signed: SignedBundle, signal?: AbortSignal): Promise<void> {
    const connection = await this.#pool.get(edge);
    const publish = {
      bundle: new Uint8Array(signed.bundle),
      signature: new Uint8Array(signed.signature),
    };
    const options = { signal, bytes: signed.bundle.length };
    const answer = await connection.request(PROTOCOLS.prekeys, codecs, { publish }, options);
    if (answer.problem !== undefined) throw fromProblem(answer.problem);
    if (answer.ack === undefined) throw unexpected();
  }

  /**
   * Takes a device's bundle from any of its Edges.
   * @throws SendingError NO_BUNDLE when every Edge that answered has none
   */
  async get(did: bigint, deviceId: Hex, signal?: AbortSignal): Promise<DirectoryAnswer> {
    const edges = await this.edgesOf(did, deviceId, signal);
    const didBytes = addressBytes(`0x${did.toString(16).padStart(40, "0")}`);
    const get = { did: didBytes, deviceId: bytesOf(deviceId) };
    try {
      return await fallOver(shuffled(edges), async (edge) => {
        const connection = await this.#pool.get(edge);
        const options = { signal, bytes: GET_BYTES };
        const answer = await connection.request(PROTOCOLS.prekeys, codecs, { get }, options);
        if (answer.problem !== undefined) throw fromProblem(answer.problem);
        if (answer.bundle === undefined) throw unexpected();
        const { bundle, signature, oneTimePreKey } = answer.bundle;
        return { bundle, signature, oneTimePreKey };
      });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem !== ProblemCode.NOT_FOUND) throw error;
      throw new SendingError("The device has published no pre-keys.", {
        code: "NO_BUNDLE",
        details: `device ${deviceId}`,
        cause: error,
      });
    }
  }
}

function unexpected(): ProblemError {
  return new ProblemError(ProblemCode.MALFORMED_FRAME, "The directory's answer is empty.");
}
