// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {INameRegistry} from "./INameRegistry.sol";
import {Labels} from "./Labels.sol";
import {NameToken} from "./NameToken.sol";
import {REVERSE_NODE, SDN_NODE} from "./Nodes.sol";

/// @title NameRegistry
/// @notice Who has which name. Immutable: the governor chooses the registrar and can do nothing else, and
/// no registrar can take a name before its time and grace are over. Versions count registrations; what
/// other contracts store about a name belongs to a version and dies with it. A subname remembers the
/// version of the name above, so the whole tree below a name ends with its registration.
contract NameRegistry is NameToken, SignedCalls, Ownable2Step {
    using Strings for uint256;

    struct VersionResolver {
        address account;
        uint24 version;
    }

    /// @dev Labels of the deepest subname, .sdn included: every question about it reads as many words.
    uint256 private constant MAX_LABELS = 8;

    /// @notice Seconds after a name's end in which it can only be renewed.
    uint32 public immutable GRACE;
    /// @notice Resolver of names that chose none.
    address public immutable DEFAULT_RESOLVER;
    /// @notice Answers for names of wallets.
    address public immutable REVERSE_NAMES;
    /// @notice Draws the tokens.
    ITokenPictures public immutable PICTURES;

    /// @inheritdoc INameRegistry
    address public registrar;
    /// @inheritdoc INameRegistry
    address public pendingRegistrar;
    mapping(bytes32 node => string label) private _labels;
    mapping(bytes32 node => VersionResolver choice) private _resolvers;
    /// @dev Gone at the end of the transaction.
    bytes32 private transient _fresh;

    modifier onlyRegistrar() {
        require(_msgSender() == registrar, NotRegistrar(_msgSender()));
        _;
    }

    constructor(
        address governor,
        address registrar_,
        address defaultResolver,
        address reverseNames,
        uint32 grace,
        ITokenPictures pictures
    )
        ERC721("SendingNetwork Names", "SDNAME")
        EIP712("SendingNetwork NameRegistry", "1")
        Ownable(governor)
    {
        registrar = registrar_;
        DEFAULT_RESOLVER = defaultResolver;
        REVERSE_NAMES = reverseNames;
        GRACE = grace;
        PICTURES = pictures;
        emit RegistrarReplaced(address(0), registrar_);
    }

    /// @inheritdoc INameRegistry
    function register(string calldata label, address holder, uint40 expiry)
        external
        onlyRegistrar
        returns (bytes32 node, uint256 codePoints)
    {
        codePoints = Labels.check(label);
        node = _nodeOf(SDN_NODE, label);
        require(isAvailable(node), NameNotAvailable(node));
        require(expiry > block.timestamp, InvalidNameExpiry(expiry, block.timestamp + 1));
        uint24 version = _give(node, holder, expiry, 0);
        _fresh = node;
        _keepLabel(node, label);
        emit NameRegistered(node, label, holder, expiry, version);
    }

    /// @inheritdoc INameRegistry
    function renew(bytes32 node, uint40 expiry) external onlyRegistrar {
        Record storage record = _records[node];
        bool renewable = _parents[node] == 0 && !isAvailable(node);
        require(renewable, NameNotRenewable(node));
        uint256 least =
            (record.expiry > block.timestamp ? uint256(record.expiry) : block.timestamp) + 1;
        require(expiry >= least, InvalidNameExpiry(expiry, least));
        record.expiry = expiry;
        emit NameRenewed(node, expiry);
        emit MetadataUpdate(uint256(node));
    }

    /// @inheritdoc INameRegistry
    function setSubname(bytes32 parent, string calldata label, address holder)
        external
        returns (bytes32 node)
    {
        _requireHolder(parent);
        Labels.check(label);
        require(_depthOf(parent) < MAX_LABELS, TooManyLabels(MAX_LABELS));
        node = _nodeOf(parent, label);
        uint24 version = _give(node, holder, type(uint40).max, _records[parent].version);
        if (_parents[node] == 0) _parents[node] = parent;
        _keepLabel(node, label);
        emit SubnameSet(node, parent, label, holder, version);
    }

    /// @inheritdoc INameRegistry
    function removeSubname(bytes32 node) external {
        bytes32 parent = _parents[node];
        Record storage record = _records[node];
        address holder = record.holder;
        require(parent != 0 && holder != address(0), NotSubname(node));
        if (!_mayWrite(node, _msgSender())) _requireHolder(parent);
        record.holder = address(0);
        _forget(node, holder);
        emit SubnameRemoved(node);
    }

    /// @inheritdoc INameRegistry
    function setResolver(bytes32 node, address resolver_) external {
        _requireHolder(node);
        _resolvers[node] = VersionResolver({account: resolver_, version: _records[node].version});
        emit NewResolver(node, resolver_);
    }

    /// @inheritdoc INameRegistry
    function proposeRegistrar(address next) external onlyOwner {
        emit RegistrarProposed(pendingRegistrar, next);
        pendingRegistrar = next;
    }

    /// @inheritdoc INameRegistry
    function acceptRegistrar() external {
        address next = _msgSender();
        require(next == pendingRegistrar, NotProposedRegistrar(next));
        emit RegistrarReplaced(registrar, next);
        (registrar, pendingRegistrar) = (next, address(0));
    }

    /// @inheritdoc INameRegistry
    function liveRecord(bytes32 node) external view returns (address, uint24, bool) {
        Record memory record = _live(node);
        return (record.holder, record.version, record.pointsToHolder);
    }

    /// @inheritdoc INameRegistry
    function authorization(bytes32 node, address caller)
        external
        view
        returns (uint24 version, bool allowed)
    {
        return (_live(node).version, _mayWrite(node, caller));
    }

    /// @inheritdoc INameRegistry
    function isFresh(bytes32 node, address holder) external view returns (bool) {
        return node == _fresh && node != 0 && _records[node].holder == holder;
    }

    /// @inheritdoc INameRegistry
    function stateOf(bytes32 node) external view returns (NameState memory) {
        Record memory record = _records[node];
        return NameState({
            holder: record.holder,
            expiry: record.expiry,
            version: record.version,
            parent: _parents[node],
            pointsToHolder: record.pointsToHolder,
            live: _live(node).version != 0
        });
    }

    /// @inheritdoc INameRegistry
    function owner(bytes32 node) external view returns (address) {
        return node == SDN_NODE ? registrar : _live(node).holder;
    }

    /// @inheritdoc INameRegistry
    function resolver(bytes32 node) external view returns (address) {
        if (node == REVERSE_NODE) return REVERSE_NAMES;
        uint24 version = _live(node).version;
        if (version == 0) return address(0);
        VersionResolver memory choice = _resolvers[node];
        return choice.version == version ? choice.account : DEFAULT_RESOLVER;
    }

    /// @inheritdoc INameRegistry
    function recordExists(bytes32 node) external view returns (bool) {
        return node == SDN_NODE || node == REVERSE_NODE || _live(node).version != 0;
    }

    /// @inheritdoc INameRegistry
    function ttl(bytes32) external pure returns (uint64) {
        return 0;
    }

    /// @notice The name and its end as a picture, drawn on chain.
    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        bytes32 node = bytes32(id);
        bool sub = _parents[node] != 0;
        string memory words = nameOf(node);
        ITokenPictures.Picture memory picture;
        picture.name = words;
        picture.title = words;
        picture.kind = sub ? "SUBNAME" : "NAME";
        picture.description = sub
            ? "A name on SendingNetwork. It lives while the name above it does, whose holder can take it back."
            : "A name on SendingNetwork.";
        picture.seed = id;
        picture.lines = new string[](0);
        picture.traits = new ITokenPictures.Trait[](2);
        picture.traits[0] = ITokenPictures.Trait("Labels", _depthOf(node).toString(), "number");
        picture.traits[1] = sub
            ? ITokenPictures.Trait("Under", nameOf(_parents[node]), "")
            : ITokenPictures.Trait("Expires", uint256(_records[node].expiry).toString(), "date");
        return PICTURES.tokenURI(picture);
    }

    /// @inheritdoc INameRegistry
    function isAvailable(bytes32 node) public view returns (bool) {
        Record memory record = _records[node];
        // forge-lint: disable-next-line(block-timestamp)
        return record.holder == address(0) || block.timestamp >= uint256(record.expiry) + GRACE;
    }

    /// @inheritdoc INameRegistry
    function nameOf(bytes32 node) public view returns (string memory words) {
        if (_records[node].version == 0) return "";
        words = "sdn";
        string[] memory labels = new string[](_depthOf(node) - 1);
        for (uint256 i = labels.length; i > 0; --i) {
            labels[labels.length - i] = _labels[node];
            node = _parents[node];
        }
        for (uint256 i = labels.length; i > 0; --i) {
            words = string.concat(labels[i - 1], ".", words);
        }
    }

    function supportsInterface(bytes4 id) public view override(ERC721, IERC165) returns (bool) {
        // IERC4906 adds no function, so its id is the EIP's number.
        return id == bytes4(0x49064906) || ERC721.supportsInterface(id);
    }

    /// @dev The label of a node never changes: the node is its hash.
    function _keepLabel(bytes32 node, string calldata label) internal {
        if (bytes(_labels[node]).length == 0) _labels[node] = label;
    }

    function _requireHolder(bytes32 node) internal view {
        address caller = _msgSender();
        address holder = _live(node).holder;
        bool allowed = holder != address(0) && _isAuthorized(holder, caller, uint256(node));
        require(allowed, NotNameHolder(node, caller));
    }

    /// @dev The registrar too, for the name that it registered in this transaction.
    function _mayWrite(bytes32 node, address caller) internal view returns (bool) {
        address holder = _live(node).holder;
        if (holder == address(0)) return false;
        if (_isAuthorized(holder, caller, uint256(node))) return true;
        return caller == registrar && node == _fresh;
    }

    /// @dev Labels of a name that was registered at least once, .sdn included.
    function _depthOf(bytes32 node) internal view returns (uint256 depth) {
        depth = 2;
        while (_parents[node] != 0) {
            node = _parents[node];
            ++depth;
        }
    }

    function _msgSender() internal view override(Context, SignedCalls) returns (address) {
        return SignedCalls._msgSender();
    }

    function _msgData() internal view override(Context, SignedCalls) returns (bytes calldata) {
        return SignedCalls._msgData();
    }

    function _contextSuffixLength() internal view override(Context, SignedCalls) returns (uint256) {
        return SignedCalls._contextSuffixLength();
    }

    function _nodeOf(bytes32 parent, string calldata label) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(parent, keccak256(bytes(label))));
    }
}
