// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";

/// @title INodeStaking
/// @notice The register of Edges and Guardians and their bonds. A node is known by its operator's
/// address. Membership, keys and stake are checkpointed by epoch: a change made in epoch e acts from
/// e+1 (Guardians: e + guardian delay) and past epochs keep their answers for ever.
interface INodeStaking {
    enum Role {
        None,
        Edge,
        Guardian
    }

    /// @notice Benched: bonded, but without a place, because a Guardian with more stake took it or a slash left
    /// less than the least bond. Jailed: likewise, as a punishment. Both may rejoin.
    enum Status {
        None,
        Active,
        Unbonding,
        Benched,
        Jailed
    }

    struct Node {
        Role role;
        Status status;
        /// First epoch in which the node counts.
        Epoch activeFrom;
        /// First epoch in which it no longer counts (0: none set).
        Epoch inactiveFrom;
        /// Time from which the bond can be withdrawn (0: not unbonding).
        uint64 withdrawableAt;
        /// First epoch in which a jailed node may rejoin (0: never jailed).
        Epoch jailedUntil;
        uint96 bond;
        /// Hot secp256k1 key whose signatures contracts judge.
        address signer;
        /// What counts after every change so far: bond and delegations, 0 without a place.
        uint96 stake;
        /// Raw Ed25519 public key of the libp2p peer id.
        bytes32 peerId;
        /// 32-byte unicast address in a network segment (0: none).
        bytes32 unicast;
    }

    struct Registration {
        Role role;
        bytes32 peerId;
        address signer;
        /// Packed multiaddr bytes, each at most 128 bytes, at most 8.
        bytes[] multiaddrs;
        bytes32 unicast;
        uint96 bond;
        /// What the operator keeps of what delegated stake earns, in basis points.
        uint16 commissionBps;
        uint256 deadline;
    }

    /// @notice Proof that the registered keys agree to serve `operator`, signed (EIP-712) by the signer
    /// and, over the same digest, by the peer's Ed25519 key.
    struct NodeKeys {
        address operator;
        uint8 role;
        bytes32 peerId;
        address signer;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Emitted once per registration. `peerSignature` is checked off chain: a node whose peer
    /// signature over the NodeKeys digest is bad is to be ignored.
    event NodeRegistered(
        address indexed operator,
        Role indexed role,
        bytes32 peerId,
        address signer,
        bytes32 unicast,
        uint96 bond,
        Epoch activeFrom,
        uint256 nonce,
        uint256 deadline,
        bytes peerSignature
    );
    /// @notice Follows NodeRegistered in the same transaction and every later change.
    event MultiaddrsChanged(address indexed operator, bytes[] multiaddrs);
    /// @notice The operator's own part of the node's stake; what counts, {StakeChanged} tells. Slashes
    /// change it too; registration and withdrawal have events of their own. Its last change acts from `from`.
    event BondChanged(address indexed operator, uint96 oldBond, uint96 newBond, Epoch from);
    /// @notice From epoch `from` on, `stake` counts: bond and delegations. Emitted with every change of either,
    /// of the node's place too (0: it has none). A later event with the same `from` replaces this one.
    event StakeChanged(address indexed operator, uint96 stake, Epoch indexed from);
    /// @notice The node counts until `inactiveFrom`, and again after {NodeRejoined}. `status` is Benched or Jailed;
    /// a jailed node may be jailed anew.
    event NodeSuspended(
        address indexed operator,
        Role indexed role,
        Status status,
        Epoch inactiveFrom,
        Epoch jailedUntil
    );
    /// @notice Follows NodeSuspended; the node counts again from `activeFrom`.
    event NodeRejoined(address indexed operator, Role indexed role, Epoch activeFrom);
    /// @notice The node counts until `inactiveFrom` (which may be past); the bond can leave at `withdrawableAt`.
    event NodeLeft(
        address indexed operator, Role indexed role, Epoch inactiveFrom, uint64 withdrawableAt
    );
    event BondWithdrawn(address indexed operator, address indexed to, uint96 amount);
    /// @notice Keys act from epoch `from`.
    event KeysRotated(
        address indexed operator,
        bytes32 peerId,
        address signer,
        Epoch from,
        uint256 nonce,
        uint256 deadline,
        bytes peerSignature
    );
    /// @notice `hash` = keccak256 of the Guardians of every epoch from `from` on, as packed (signer 20, stake 12)
    /// pairs in slot order; 0 when none is left. A later event with the same `from` replaces this one.
    event GuardianSetChanged(Epoch indexed from, bytes32 hash);

    /// @notice Registered, or still unbonding.
    error AlreadyRegistered(address operator);
    /// @notice Not registered, or leaving.
    error NotRegistered(address operator);
    error InvalidRole(Role role);
    error InvalidPeerId();
    error InvalidPeerSignature(uint256 length);
    error InvalidMultiaddrs(uint256 count);
    /// @notice Another operator uses or used `key` (peer id, or signer as a left-padded address).
    error KeyInUse(bytes32 key);
    error BondTooSmall(uint256 bond, uint256 minimum);
    /// @notice All places are held by Guardians with at least `leastStake`; more stake takes the place of the
    /// least.
    error GuardianSetFull(uint256 leastStake);
    /// @notice The node has its place, or none to come back to.
    error NotSuspended(address operator);
    error StillJailed(Epoch jailedUntil, Epoch epoch);
    /// @notice Only DelegationPools or OffenceRegistry may call this.
    error NotPartOfStaking(address caller);
    error SignatureExpired(uint256 deadline, uint256 timestamp);
    error InvalidSignature(address signer);
    error NotUnbonding(address operator);
    error StillBonded(uint64 withdrawableAt, uint256 timestamp);
    error NoSuchSlot(uint256 index, uint256 count);
    error UnbondingTooShort(uint256 unbonding, uint256 minimum);

    /// @notice Registers the caller as a node and takes `registration.bond` from it.
    function register(
        Registration calldata registration,
        bytes calldata signerSignature,
        bytes calldata peerSignature
    ) external;

    /// @notice Replaces where the caller's node can be reached. At once, and while unbonding too, since
    /// what a leaving Edge stores is still fetched.
    function setMultiaddrs(bytes[] calldata multiaddrs) external;

    /// @notice Adds to the caller's bond; counts from the next epoch (Guardians: after their delay).
    function addBond(uint96 amount) external;

    /// @notice New keys for the caller's node, from the next epoch (Guardians: after their delay).
    function rotateKeys(
        bytes32 peerId,
        address signer,
        uint256 deadline,
        bytes calldata signerSignature,
        bytes calldata peerSignature
    ) external;

    /// @notice Starts unbonding; the node counts until the next epoch (Guardians: until their delay is over).
    function leave() external;

    /// @notice Pays the bond out to `to` once unbonding has passed. The operator may register again afterwards.
    function withdraw(address to) external;

    /// @notice Brings the caller's node back after it was benched or jailed, once the jail is over and if the
    /// bond is large enough. Counts from the next epoch (Guardians: after their delay).
    function rejoin() external;

    /// @notice Takes `amount`, or all there is, from the operator's bond and then from its delegators, and burns
    /// it, but for `rewardBps` of what the bond lost, which `reporter` gets. Then jails the node, benches it if
    /// its bond is too small, or counts what is left. Called by OffenceRegistry.
    function punish(
        address operator,
        uint96 amount,
        uint32 jailEpochs,
        address reporter,
        uint16 rewardBps
    ) external returns (uint96 fromBond, uint96 fromPools, uint96 reward);

    /// @notice Counts anew what is delegated to `operator`. Called by DelegationPools.
    /// @return from first epoch in which that counts
    /// @return active whether the node has its place
    function refreshStake(address operator) external returns (Epoch from, bool active);

    function node(address operator) external view returns (Node memory node);
    function multiaddrsOf(address operator) external view returns (bytes[] memory multiaddrs);
    function nonceOf(address operator) external view returns (uint256 nonce);
    /// @notice First epoch in which a change made now to the operator's node acts.
    function effectiveFrom(address operator) external view returns (Epoch from);
    /// @notice EIP-712 digest that the signer and the peer key sign.
    function hashNodeKeys(NodeKeys memory keys) external view returns (bytes32 digest);
    /// @notice Active nodes in `epoch`. This and all answers by epoch are final for epochs up to the
    /// current one; for later ones they say what holds if nobody changes anything.
    function activeCount(Role role, Epoch epoch) external view returns (uint256 count);
    /// @notice The node in slot `index` in `epoch`; slots are not sorted. Reverts with NoSuchSlot.
    function activeAt(Role role, Epoch epoch, uint256 index)
        external
        view
        returns (address operator);
    /// @notice All active nodes of `epoch`, ascending.
    function activeNodes(Role role, Epoch epoch) external view returns (address[] memory operators);
    /// @notice Key whose signatures count in `epoch`, from a node's first active epoch until the one in which its
    /// bond is withdrawn; 0 otherwise. A node that left keeps its key, since it still answers for what it holds: who
    /// is active, {activeNodes} and {stakeAt} say.
    function signerAt(address operator, Epoch epoch) external view returns (address signer);
    /// @notice Stake that counts in `epoch`; 0 when the operator has no active node in it.
    function stakeAt(address operator, Epoch epoch) external view returns (uint96 stake);
    /// @notice See {GuardianSetChanged}; 0 when `epoch` has no Guardian.
    function guardianSetHash(Epoch epoch) external view returns (bytes32 hash);
    /// @notice The packed (signer, stake) pairs behind {guardianSetHash}, in slot order, with their operators.
    function guardianSet(Epoch epoch)
        external
        view
        returns (address[] memory operators, address[] memory signers, uint96[] memory stakes);
    /// @notice Bonds held, those of leaving nodes included, in wei of SEND.
    function totalBonded() external view returns (uint256 amount);
}
