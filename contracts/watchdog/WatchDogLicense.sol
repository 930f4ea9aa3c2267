// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ISemaphoreVerifier} from "@semaphore-protocol/contracts/interfaces/ISemaphoreVerifier.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {IRandomBeacon} from "../network/IRandomBeacon.sol";
import {Profile} from "../network/Profile.sol";
import {INodeStaking} from "../staking/INodeStaking.sol";
import {Assignment} from "./Assignment.sol";
import {IdentityGroup} from "./IdentityGroup.sol";
import {IWatchDogLicense} from "./IWatchDogLicense.sol";
import {LicensePictures} from "./LicensePictures.sol";
import {LicenseToken} from "./LicenseToken.sol";

/// @title WatchDogLicense
/// @notice Licences to test Edges, and the group of Semaphore identities behind them.
///
/// A licence stands for at most one identity, which its holder registers and which a transfer removes.
/// An epoch is watched by the group as it was when it froze, `FREEZE_LEAD` before the epoch's start and
/// thus before its seed could be known: members added by then, less those whose removal was queued by
/// then. A removal queued in time but applied late still counts (see {IdentityGroup}); until it is
/// applied the epoch has no root and nothing can be verified for it. Refusing only until then, rather
/// than for ever, keeps a holder from silencing an epoch by giving a licence away just before it
/// freezes. An addition that was not applied by then waits for the next epoch.
///
/// A licence takes at most one leaf per epoch, since leaves are never used again: nobody can fill the
/// group in less time than it takes to replace it. A commitment serves once, for ever, whoever brought
/// it; a proof is judged by the verifier itself, always at depth 20.
///
/// The holder may name an operator who registers identities in its place: somebody else runs the licence,
/// and the reports say where they are paid. All calls can be batched ({multicall}) and signed for a relayer
/// ({callBySignature}).
contract WatchDogLicense is LicenseToken, EpochClock {
    using IdentityGroup for IdentityGroup.Group;

    struct Identity {
        uint256 commitment;
        /// Where its addition stands, or stood, in the queue.
        uint64 place;
        /// Epoch in which the licence last queued an addition, plus 1 (0: never).
        uint64 queuedIn;
    }

    uint256 public constant TREE_DEPTH = 20;
    /// @dev Pairing 181k, four multiplications 25k, and the reserve that the verifier's own limits ask
    /// for. With less it would answer false, which must not be taken for a verdict.
    uint256 private constant VERIFY_GAS = 350_000;
    /// @dev ERC-4906 has an id of its own, not the one of its (absent) functions.
    bytes4 private constant ERC4906_ID = 0x49064906;

    address public immutable ISSUER;
    IRandomBeacon public immutable BEACON;
    INodeStaking public immutable STAKING;
    ISemaphoreVerifier public immutable VERIFIER;
    ITokenPictures public immutable PICTURES;
    /// @notice Seconds between an epoch's freeze and its start.
    uint32 public immutable FREEZE_LEAD;

    mapping(uint256 license => Identity identity) private _identities;
    mapping(uint256 commitment => bool used) private _used;
    IdentityGroup.Group private _group;

    constructor(
        address issuer,
        IRandomBeacon beacon,
        INodeStaking staking,
        ISemaphoreVerifier verifier,
        ITokenPictures pictures,
        uint64 genesis,
        Profile memory profile
    )
        ERC721("SendingNetwork WatchDog License", "SDNWD")
        EIP712("SendingNetwork WatchDogLicense", "1")
        EpochClock(genesis, profile)
    {
        ISSUER = issuer;
        BEACON = beacon;
        STAKING = staking;
        VERIFIER = verifier;
        PICTURES = pictures;
        FREEZE_LEAD = profile.freezeLead;
    }

    /// @inheritdoc IWatchDogLicense
    function issue(address to, uint256 quantity) external returns (uint256 firstLicense) {
        _requireIssuer();
        (firstLicense,) = _mintBatch(to, quantity, false);
    }

    /// @inheritdoc IWatchDogLicense
    function issueSold(address to, uint256 quantity)
        external
        returns (uint256 firstLicense, uint256 bought)
    {
        _requireIssuer();
        return _mintBatch(to, quantity, true);
    }

    /// @inheritdoc IWatchDogLicense
    function registerIdentity(uint256 license, uint256 commitment) external {
        address caller = _msgSender();
        address operator = operatorOf(license);
        bool isOperator = operator != address(0) && operator == caller;
        require(_requireOwned(license) == caller || isOperator, NotLicenseHolder(license, caller));
        require(commitment != 0 && commitment < SNARK_SCALAR_FIELD, InvalidCommitment(commitment));
        require(!_used[commitment], CommitmentUsed(commitment));
        _used[commitment] = true;

        _dropIdentity(license);
        Identity storage identity = _identities[license];
        identity.commitment = commitment;
        emit IdentityQueued(license, commitment);
        emit MetadataUpdate(license);
        if (_isPending(identity)) {
            _group.replaceAddition(identity.place, commitment);
        } else {
            uint64 epoch = Epoch.unwrap(currentEpoch());
            require(identity.queuedIn <= epoch, IdentityChangedInEpoch(license, Epoch.wrap(epoch)));
            identity.queuedIn = epoch + 1;
            // Cast: the queue's capacity is 2^20.
            // forge-lint: disable-next-line(unsafe-typecast)
            identity.place = uint64(_group.queueAddition(commitment));
        }
    }

    /// @inheritdoc IWatchDogLicense
    function applyQueue(uint256 limit, uint256[][] calldata siblings) external {
        _group.applyQueue(limit, siblings);
    }

    /// @inheritdoc IWatchDogLicense
    function commitmentOf(uint256 license) external view returns (uint256 commitment) {
        return _identities[license].commitment;
    }

    /// @inheritdoc IWatchDogLicense
    function queued() external view returns (uint256 removals, uint256 additions) {
        return _group.pending();
    }

    /// @inheritdoc IWatchDogLicense
    function pendingRemovals() external view returns (uint256[] memory commitments) {
        return _group.pendingRemovals();
    }

    /// @inheritdoc IWatchDogLicense
    function verify(Epoch epoch, uint256 nullifier, uint256 message, uint256[8] calldata points)
        external
        view
        returns (bool valid)
    {
        uint256[4] memory signals =
            [frozenRoot(epoch), nullifier, _hash(message), _hash(scopeOf(epoch))];
        require(gasleft() >= VERIFY_GAS, NotEnoughGas(gasleft(), VERIFY_GAS));
        return VERIFIER.verifyProof(
            [points[0], points[1]],
            [[points[2], points[3]], [points[4], points[5]]],
            [points[6], points[7]],
            signals,
            TREE_DEPTH
        );
    }

    /// @inheritdoc IWatchDogLicense
    function assignment(Epoch epoch, uint256 nullifier, uint256 k)
        external
        view
        returns (address[] memory edges)
    {
        address[] memory active = STAKING.activeNodes(INodeStaking.Role.Edge, epoch);
        uint256[] memory numbers = Assignment.draw(nullifier, active.length, k);
        edges = new address[](numbers.length);
        for (uint256 j; j < numbers.length; ++j) {
            edges[j] = active[numbers[j]];
        }
    }

    /// @notice ERC-721 metadata, drawn on chain: whether the licence has an identity, and who runs it.
    function tokenURI(uint256 license) public view override returns (string memory) {
        _requireOwned(license);
        bool isRegistered = _identities[license].commitment != 0;
        bool isOperated = operatorOf(license) != address(0);
        return
            PICTURES.tokenURI(LicensePictures.pictureOf(license, SUPPLY, isRegistered, isOperated));
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(ERC721, IERC165)
        returns (bool)
    {
        return interfaceId == ERC4906_ID || super.supportsInterface(interfaceId);
    }

    /// @inheritdoc IWatchDogLicense
    function frozenRoot(Epoch epoch) public view returns (uint256 root) {
        uint64 frozenAt = startOf(epoch) - FREEZE_LEAD;
        require(block.timestamp > frozenAt, NotFrozen(epoch));
        root = _group.rootAt(frozenAt);
        require(root != 0, NotFrozen(epoch));
    }

    /// @inheritdoc IWatchDogLicense
    function scopeOf(Epoch epoch) public view returns (uint256 scope) {
        bytes32 seed = BEACON.seedOf(epoch);
        return uint256(keccak256(abi.encode(block.chainid, address(this), epoch, seed)));
    }

    /// @dev Whoever gets a licence gets it without the former holder's identity.
    function _update(address to, uint256 license, address auth)
        internal
        override
        returns (address from)
    {
        from = super._update(to, license, auth);
        if (from != to) _dropIdentity(license);
        emit MetadataUpdate(license);
    }

    function _dropIdentity(uint256 license) private {
        Identity storage identity = _identities[license];
        uint256 commitment = identity.commitment;
        if (commitment == 0) return;
        identity.commitment = 0;
        if (_isPending(identity)) {
            _group.replaceAddition(identity.place, 0);
            emit IdentityWithdrawn(license, commitment);
        } else {
            _group.queueRemoval(commitment);
            // Cast: a timestamp fits 64 bits.
            // forge-lint: disable-next-line(unsafe-typecast)
            emit IdentityRemovalQueued(license, commitment, uint64(block.timestamp));
        }
    }

    /// @dev A contract that signs nothing, so nobody calls in its name.
    function _requireIssuer() private view {
        require(msg.sender == ISSUER, NotIssuer(msg.sender));
    }

    function _isPending(Identity storage identity) private view returns (bool) {
        return identity.queuedIn != 0 && _group.isPending(identity.place);
    }

    /// @dev As the Semaphore library hashes messages and scopes into the field.
    function _hash(uint256 value) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(value))) >> 8;
    }
}
