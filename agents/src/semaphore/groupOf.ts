import { Group } from "@semaphore-protocol/core/group";

/** Stands in for a removed member while the tree is built. */
const PLACEHOLDER = 1n;

/**
 * The identity set as the contract has it.
 * @param members Leaves in order; removed ones are 0.
 */
export function groupOf(members: readonly bigint[]): Group {
  // Removed one by one, as on chain: built at once, the library would take a 0 on the right for a
  // place where the tree ends, and get another root.
  const group = new Group(members.map((member) => (member === 0n ? PLACEHOLDER : member)));
  members.forEach((member, index) => {
    if (member === 0n) group.removeMember(index);
  });
  return group;
}
