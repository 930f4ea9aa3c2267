import { ProblemCode } from "../generated/wire.js";
import { ProblemError } from "./problems.ts";

const MAX_PREFIX_BYTES = 5;
// A peer that announces a long frame gets memory only as its bytes arrive.
const FIRST_ALLOCATION = 16 * 1024;

/**
 * Splits a byte stream into frames (unsigned varint length, then that many bytes). A frame that lies
 * within one chunk is handed on as a view of it; only frames cut by a chunk's end are copied.
 */
export class FrameDecoder {
  readonly #maxFrame: number;
  readonly #onFrame: (frame: Uint8Array) => void;
  #length = 0;
  #prefixBytes = 0;
  #partial: Uint8Array | undefined;
  #filled = 0;

  constructor(maxFrame: number, onFrame: (frame: Uint8Array) => void) {
    this.#maxFrame = maxFrame;
    this.#onFrame = onFrame;
  }

  /** Whether the stream stands within a frame. */
  get isPartial(): boolean {
    return this.#prefixBytes > 0 || this.#partial !== undefined;
  }

  /** Throws a {@link ProblemError}; the rest of the stream is then meaningless. */
  push(chunk: Uint8Array): void {
    let position = 0;
    while (position < chunk.length) {
      if (this.#partial !== undefined) {
        position = this.#fill(chunk, position);
        continue;
      }
      const byte = chunk[position++] as number;
      this.#length += (byte & 0x7f) * 2 ** (7 * this.#prefixBytes++);
      if (byte >= 0x80) {
        if (this.#prefixBytes < MAX_PREFIX_BYTES) continue;
        throw new ProblemError(ProblemCode.MALFORMED_FRAME, "A length prefix does not end.");
      }
      const length = this.#takeLength();
      if (chunk.length - position >= length) {
        this.#onFrame(chunk.subarray(position, position + length));
        position += length;
      } else {
        this.#partial = new Uint8Array(Math.min(length, FIRST_ALLOCATION));
        this.#length = length;
        this.#filled = 0;
      }
    }
  }

  #takeLength(): number {
    const length = this.#length;
    this.#length = 0;
    this.#prefixBytes = 0;
    if (length <= this.#maxFrame) return length;
    const message = `A frame of ${length} bytes is above the limit of ${this.#maxFrame}.`;
    throw new ProblemError(ProblemCode.FRAME_TOO_LARGE, message);
  }

  #fill(chunk: Uint8Array, position: number): number {
    let partial = this.#partial as Uint8Array;
    const taken = Math.min(this.#length - this.#filled, chunk.length - position);
    const filled = this.#filled + taken;
    if (filled > partial.length) {
      const grown = new Uint8Array(Math.min(this.#length, Math.max(filled, partial.length * 2)));
      grown.set(partial.subarray(0, this.#filled));
      partial = grown;
      this.#partial = grown;
    }
    partial.set(chunk.subarray(position, position + taken), this.#filled);
    this.#filled = filled;
    if (filled === this.#length) {
      this.#partial = undefined;
      this.#length = 0;
      this.#onFrame(partial);
    }
    return position + taken;
  }
}
