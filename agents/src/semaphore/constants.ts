/** Depth of the membership circuit, whatever the size of the set. */
export const TREE_DEPTH = 20;
