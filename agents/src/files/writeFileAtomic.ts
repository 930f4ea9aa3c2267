import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

/** Replaces `path` as a whole and flushes it: readers see the old or the new text, never a part. */
export function writeFileAtomic(path: string, text: string, mode = 0o644): void {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, "w", mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
