// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {Epoch} from "../network/Epoch.sol";

/// @title IWatchDogLicense
/// @notice Licences as ERC-721 tokens with pictures (ERC-4906 tells when one changed); each may stand for
/// one Semaphore identity commitment in a LeanIMT. Changes queue up and are applied in batches; the root of
/// an epoch is frozen before its seed exists, so nobody can choose an identity after seeing what it would
/// be asked to test.
interface IWatchDogLicense is IERC4906 {
    /// @notice What the sale asks of an account: licences held now, bought so far, and the second of the
    /// first purchase (0: none). What was granted counts as held only.
    struct Account {
        uint32 held;
        uint32 bought;
        uint64 boughtAt;
    }

    /// @notice `operator` may register the licence's identity from here on, and nobody else but the holder;
    /// 0: only the holder. Also ends, without this event, with the licence's next Transfer.
    event OperatorSet(uint256 indexed license, address indexed operator);
    /// @notice Cannot be emitted twice for one commitment.
    event IdentityQueued(uint256 indexed license, uint256 indexed commitment);
    /// @notice A queued commitment that will not be added after all; no removal of it follows.
    event IdentityWithdrawn(uint256 indexed license, uint256 indexed commitment);
    /// @notice The commitment is a member and leaves the set when its turn comes. It is not in the frozen
    /// root of any epoch that freezes at or after `queuedAt`. Removals are applied in the order of these events.
    event IdentityRemovalQueued(
        uint256 indexed license, uint256 indexed commitment, uint64 queuedAt
    );
    /// @notice Leaf `index` of the set holds `commitment` from here on. `root` is that after the whole batch.
    event MemberAdded(uint256 indexed index, uint256 indexed commitment, uint256 root);
    /// @notice Leaf `index` is 0 from here on.
    event MemberRemoved(uint256 indexed index, uint256 indexed commitment, uint256 root);
    /// @notice `root` is what the epochs that freeze at or after `recordedAt` use, until the next one; except
    /// while removals are due, see {frozenRoot}.
    event RootRecorded(uint256 indexed root, uint256 size, uint64 recordedAt);

    /// @notice Only the licence's holder may do this; registering an identity, also the operator.
    error NotLicenseHolder(uint256 license, address caller);
    /// @notice Only the sale issues licences.
    error NotIssuer(address caller);
    /// @notice Fewer licences are left than were asked for: there will never be more than `limit`.
    error SupplyExhausted(uint256 limit);
    /// @notice A commitment is a number between 1 and the scalar field's size.
    error InvalidCommitment(uint256 commitment);
    /// @notice Every commitment serves once, for ever: make a new identity.
    error CommitmentUsed(uint256 commitment);
    /// @notice Each removal needs the path of its leaf, one sibling a level.
    error InvalidSiblings(uint256 given, uint256 expected);
    /// @notice The epoch does not freeze before now, nobody was a member when it did, or a removal queued by
    /// then must be applied first.
    error NotFrozen(Epoch epoch);
    /// @notice A licence takes one new identity an epoch.
    error IdentityChangedInEpoch(uint256 license, Epoch epoch);
    /// @notice The tree of identities has no leaf left.
    error GroupFull(uint256 capacity);
    /// @notice Too little gas to judge a proof.
    error NotEnoughGas(uint256 given, uint256 needed);

    /// @notice Mints `quantity` licences to `to` that nobody paid for. Only the issuer.
    function issue(address to, uint256 quantity) external returns (uint256 firstLicense);

    /// @notice As {issue}, and notes a purchase; `bought` is all that `to` bought so far. Only the issuer.
    function issueSold(address to, uint256 quantity)
        external
        returns (uint256 firstLicense, uint256 bought);

    /// @notice Lets `operator` register the licence's identity, until the licence's next transfer or another
    /// call; 0 ends it. An identity that the former operator registered stays: register another to end that
    /// too. Only the holder.
    function setOperator(uint256 license, address operator) external;

    /// @notice Queues the identity of a licence. One that it already has is queued for removal first, or
    /// replaced in its place if it was not added yet. Once per licence and epoch, unless replaced so. Only the
    /// holder and the operator.
    function registerIdentity(uint256 license, uint256 commitment) external;

    /// @notice Applies up to `limit` queued changes, removals first. `siblings` holds the LeanIMT path
    /// of each removal applied. Anyone may call.
    function applyQueue(uint256 limit, uint256[][] calldata siblings) external;

    /// @notice The root that reports of `epoch` are proven against: of the members added by its freeze, less
    /// those whose removal was queued by then. Never changes once it is there. Its leaves are those after the last
    /// MemberAdded or MemberRemoved that carries it.
    function frozenRoot(Epoch epoch) external view returns (uint256 root);

    /// @notice Whom the holder lets run the licence; 0: nobody.
    function operatorOf(uint256 license) external view returns (address operator);

    /// @notice What `account` holds and bought.
    function accountOf(address account) external view returns (Account memory);

    /// @notice Commitment of a licence, 0 when it has none.
    function commitmentOf(uint256 license) external view returns (uint256 commitment);

    /// @notice Entries of the queues that {applyQueue} has not worked off; withdrawn additions included.
    function queued() external view returns (uint256 removals, uint256 additions);

    /// @notice Commitments to remove, in the order in which {applyQueue} does.
    function pendingRemovals() external view returns (uint256[] memory commitments);

    /// @notice Semaphore scope of `epoch`: `keccak256(abi.encode(chainid, this, epoch, seed))`.
    function scopeOf(Epoch epoch) external view returns (uint256 scope);

    /// @notice Whether `points` proves membership in the frozen set of `epoch` with this nullifier and message.
    /// Message and scope go in unhashed. Reverts when the epoch has no frozen root or no proven seed.
    function verify(Epoch epoch, uint256 nullifier, uint256 message, uint256[8] calldata points)
        external
        view
        returns (bool valid);

    /// @notice The min(k, active) Edges that the nullifier's holder tests in `epoch`, in drawing order
    /// (see {Assignment}).
    function assignment(Epoch epoch, uint256 nullifier, uint256 k)
        external
        view
        returns (address[] memory edges);
}
