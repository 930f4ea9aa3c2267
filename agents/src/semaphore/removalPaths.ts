import { SendingError } from "@sendingnetwork/sdk/errors";

/**
 * LeanIMT paths by which commitments leave the identity set one after the other.
 * @param members Leaves in order; removed ones are 0.
 */
export async function removalPaths(
  members: readonly bigint[],
  removals: readonly bigint[],
): Promise<bigint[][]> {
  // Loaded when needed: a Guardian rarely does.
  const { groupOf } = await import("./groupOf.ts");
  const group = groupOf(members);
  return removals.map((commitment) => {
    const index = group.indexOf(commitment);
    if (index < 0) {
      throw new SendingError("A queued commitment is not in the identity set.", {
        code: "NO_SUCH_MEMBER",
        details: String(commitment),
      });
    }
    const { siblings } = group.generateMerkleProof(index);
    group.removeMember(index);
    return siblings;
  });
}
