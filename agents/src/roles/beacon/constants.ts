/** drand's name for: BLS on BN254, unchained, signatures on G1, as evmnet uses it. */
export const SCHEME = "bls-bn254-unchained-on-g1";

/** Domain separation of hashing to G1 (RFC 9380, SVDW) in that scheme. */
export const HASH_DOMAIN = "BLS_SIG_BN254G1_XMD:KECCAK-256_SVDW_RO_NUL_";

export const BEACON_ID = "sdn-development";

/** Signed rounds to keep in memory. */
export const MAX_CACHED_ROUNDS = 256;
