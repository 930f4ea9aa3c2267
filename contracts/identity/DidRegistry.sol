// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ITokenPictures} from "../base/ITokenPictures.sol";
import {DidAttributes} from "./DidAttributes.sol";
import {DidId} from "./DidId.sol";
import {DidKeys} from "./DidKeys.sol";
import {DidLinks} from "./DidLinks.sol";
import {DidMetadata} from "./DidMetadata.sol";
import {DidRecovery} from "./DidRecovery.sol";
import {IDidRegistry} from "./IDidRegistry.sol";

/// @title DidRegistry
/// @notice Identities (DIDs) as ERC-721 tokens; whoever holds one controls it. No owner, no upgrade, no
/// fee, no end: a DID cannot be burned. It has a nonce, raised by every transfer and by {bumpNonce};
/// links, primaries, devices, session keys, attributes, profile, recovery and approvals belong to the
/// nonce under which they were made and end with it. All calls can be batched ({multicall}) and signed
/// for a relayer ({callBySignature}); a signed batch that must not outlive the DID's nonce begins with
/// {requireNonce}.
contract DidRegistry is DidLinks, DidKeys, DidAttributes, DidRecovery {
    /// @dev ERC-4906 has an id of its own, not the one of its (absent) functions.
    bytes4 private constant ERC4906_ID = 0x49064906;

    DidMetadata private immutable METADATA;

    constructor(uint32 recoveryDelay, ITokenPictures pictures)
        ERC721("SendingNetwork DID", "DID")
        EIP712("SendingNetwork DidRegistry", "1")
        DidRecovery(recoveryDelay)
    {
        METADATA = new DidMetadata(pictures);
    }

    /// @inheritdoc IDidRegistry
    function create(bytes32 salt) external returns (DidId did) {
        address creator = _msgSender();
        did = didOf(creator, salt);
        require(_ownerOf(DidId.unwrap(did)) == address(0), DidExists(did));
        emit DidCreated(did, creator, salt);
        _update(creator, DidId.unwrap(did), address(0));
    }

    /// @inheritdoc IDidRegistry
    function bumpNonce(DidId did) external onlyController(did) {
        _bump(DidId.unwrap(did));
    }

    /// @inheritdoc IDidRegistry
    function requireNonce(DidId did, uint64 nonce) external view {
        require(_nonceOf(did) == nonce, StaleNonce(did, nonce, _nonceOf(did)));
    }

    /// @inheritdoc IDidRegistry
    function nonceOf(DidId did) external view returns (uint64) {
        return _nonceOf(did);
    }

    /// @notice ERC-721 metadata, drawn on chain. What it shows moves with the DID's links, devices and nonce.
    function tokenURI(uint256 did) public view override returns (string memory) {
        _requireOwned(did);
        Record storage record = _records[did];
        // Cast: an existing id is made of 160 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        return METADATA.tokenURI(uint160(did), record.nonce, record.links, record.devices);
    }

    /// @inheritdoc IDidRegistry
    function didOf(address creator, bytes32 salt) public view returns (DidId) {
        bytes32 hash = keccak256(abi.encode(block.chainid, address(this), creator, salt));
        // Cast: the id is the hash's low 160 bits.
        return DidId.wrap(uint160(uint256(hash)));
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(ERC721, IERC165)
        returns (bool)
    {
        return interfaceId == type(IDidRegistry).interfaceId || interfaceId == ERC4906_ID
            || super.supportsInterface(interfaceId);
    }
}
