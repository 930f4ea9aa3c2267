import { SendingError } from "../errors/index.ts";

/** 256 B x 4^n, and 512 KiB as the last: all that an observer learns of a message's length. */
export const SIZE_CLASSES = [256, 1024, 4096, 16_384, 65_536, 262_144, 524_288] as const;

/** Longest text that can be padded: one byte marks its end. */
export const MAX_PADDED_CONTENT = 524_288 - 1;

const MARK = 0x80;

/** Pads to the next size class (ISO/IEC 7816-4: 0x80, then zeros). @throws SendingError CONTENT_TOO_LARGE */
export function pad(content: Uint8Array): Uint8Array {
  const size = SIZE_CLASSES.find((bytes) => bytes > content.length);
  if (size === undefined) {
    throw new SendingError("A message is too long.", {
      code: "CONTENT_TOO_LARGE",
      details: `${content.length} bytes, at most ${MAX_PADDED_CONTENT}`,
    });
  }
  const padded = new Uint8Array(size);
  padded.set(content);
  padded[content.length] = MARK;
  return padded;
}

/** Takes the padding off. @throws SendingError MALFORMED_PADDING */
export function unpad(padded: Uint8Array): Uint8Array {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  const ofClass = SIZE_CLASSES.some((bytes) => bytes === padded.length);
  if (!ofClass || end < 0 || padded[end] !== MARK) {
    throw new SendingError("A message is not padded as it must be.", { code: "MALFORMED_PADDING" });
  }
  return padded.slice(0, end);
}
