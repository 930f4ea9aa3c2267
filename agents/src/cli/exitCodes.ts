/** What the exit status of `sdn` means. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** Wrong flags, environment or configuration: running it again cannot help. */
  usage: 2,
} as const;
