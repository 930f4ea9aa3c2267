/** Licences of one price. */
export const TIER_SIZE = 5000;

/** Tier of the licence that is sold when `sold` were sold before it. */
export function tierOf(sold: number): number {
  return Math.floor(sold / TIER_SIZE);
}
