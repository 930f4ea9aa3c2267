/** Roles by their number in NodeStaking. */
export const roles = ["none", "edge", "guardian"] as const;
export type Role = Exclude<(typeof roles)[number], "none">;
