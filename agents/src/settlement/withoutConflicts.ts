/**
 * Drops every item whose key occurs more than once: two bills of one Edge, or two reports under one
 * nullifier, void each other. Exact copies count once.
 */
export function withoutConflicts<T>(
  items: readonly T[],
  key: (item: T) => string,
  digest: (item: T) => string,
): T[] {
  const byKey = new Map<string, Map<string, T>>();
  for (const item of items) {
    const same = byKey.get(key(item)) ?? new Map<string, T>();
    same.set(digest(item), item);
    byKey.set(key(item), same);
  }
  return [...byKey.values()].flatMap((same) => (same.size === 1 ? [...same.values()] : []));
}
