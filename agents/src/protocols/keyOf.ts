/** Map key of raw bytes (mailbox, nonce); a tenth of the price of hex. */
export function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
