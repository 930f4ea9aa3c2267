// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Epoch} from "../network/Epoch.sol";

/// @title IWatchDogLicense
/// @notice Licences as ERC-721 tokens; each may stand for one Semaphore identity commitment in a
/// LeanIMT. Changes queue up and are applied in batches; the root of an epoch is frozen before its
/// seed exists, so nobody can choose an identity after seeing what it would be asked to test.
interface IWatchDogLicense is IERC721 {
    /// @notice Cannot be emitted twice for one commitment.
    event IdentityQueued(uint256 indexed license, uint256 indexed commitment);
    /// @notice The commitment leaves the set at the next applied batch.
    event IdentityRemovalQueued(uint256 indexed license, uint256 indexed commitment);
    /// @notice Leaf `index` of the set holds `commitment` from here on.
    event MemberAdded(uint256 indexed index, uint256 indexed commitment, uint256 root);
    /// @notice Leaf `index` is 0 from here on.
    event MemberRemoved(uint256 indexed index, uint256 indexed commitment, uint256 root);
    /// @notice `root` is what the epochs that freeze after `recordedAt` use, until the next one.
    event RootRecorded(uint256 indexed root, uint256 size, uint64 recordedAt);

    error NotHolder(uint256 license, address caller);
    error NotIssuer(address caller);
    error SupplyExhausted(uint256 limit);
    error InvalidCommitment(uint256 commitment);
    error CommitmentUsed(uint256 commitment);
    error InvalidSiblings(uint256 given, uint256 expected);
    error NotFrozen(Epoch epoch);

    /// @notice Mints `quantity` licences to `to`. Only the issuer.
    function issue(address to, uint256 quantity) external returns (uint256 firstLicense);

    /// @notice Queues the identity of a licence. One that it already has is queued for removal first.
    function registerIdentity(uint256 license, uint256 commitment) external;

    /// @notice Applies up to `limit` queued changes, removals first. `siblings` holds the LeanIMT path
    /// of each removal applied. Anyone may call.
    function applyQueue(uint256 limit, uint256[][] calldata siblings) external;

    /// @notice The root that reports of `epoch` are proven against.
    function frozenRoot(Epoch epoch) external view returns (uint256 root);

    /// @notice Commitment of a licence, 0 when it has none.
    function commitmentOf(uint256 license) external view returns (uint256 commitment);

    /// @notice Queued removals and additions that were not applied yet.
    function queued() external view returns (uint256 removals, uint256 additions);

    /// @notice Semaphore scope of `epoch`: `keccak256(abi.encode(chainid, this, epoch, seed))`.
    function scopeOf(Epoch epoch) external view returns (uint256 scope);

    /// @notice Whether `points` proves membership in the frozen set of `epoch` with this nullifier and message.
    function verify(Epoch epoch, uint256 nullifier, uint256 message, uint256[8] calldata points)
        external
        view
        returns (bool valid);

    /// @notice The Edges (ascending order numbers drawn by the nullifier) that its holder tests in `epoch`.
    function assignment(Epoch epoch, uint256 nullifier, uint256 k)
        external
        view
        returns (address[] memory edges);
}
