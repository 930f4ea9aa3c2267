export { type Allocation, type AllocationTree, allocationTree } from "./allocationTree.ts";
export { CHUNK_BYTES, chunkRoot, chunkTree, messageHash } from "./chunks.ts";
export { type HashLike, hashBytes } from "./hash.ts";
export {
  type MerkleTree,
  merkleRoot,
  merkleTree,
  type VerifyMerkleProofParameters,
  verifyMerkleProof,
} from "./merkleTree.ts";
export { hashSumLeaf, hashSumNode, type SumLeaf, type SumNode } from "./sumHash.ts";
export { type SumProof, type SumTree, sortSumLeaves, sumTree } from "./sumTree.ts";
export {
  computeSumRoot,
  type SumRoot,
  type VerifySumProofParameters,
  verifySumProof,
} from "./verifySumProof.ts";
