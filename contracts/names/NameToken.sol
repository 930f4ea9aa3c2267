// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {INameRegistry} from "./INameRegistry.sol";

/// @title NameToken
/// @notice ERC-721 whose tokens live and die as names do: OpenZeppelin's logic over a storage of our own.
/// All that a name's life depends on is one word. A token that is not live has no owner: `ownerOf` and
/// every transfer revert with ERC721NonexistentToken. `balanceOf` counts what a wallet was given until it
/// is given to another, so names that ran out still count.
abstract contract NameToken is INameRegistry, ERC721 {
    struct Record {
        address holder;
        uint40 expiry;
        uint24 version;
        /// Version of the name above for which this one was made; 0 directly under .sdn.
        uint24 parentVersion;
        bool pointsToHolder;
    }

    struct VersionApproval {
        address to;
        uint24 version;
    }

    mapping(bytes32 node => Record record) internal _records;
    /// @dev Of subnames only.
    mapping(bytes32 node => bytes32 parent) internal _parents;
    mapping(address holder => uint256 count) private _balances;
    mapping(bytes32 node => VersionApproval approval) private _approvals;

    /// @notice Number of names that `holder` has or had until they ran out.
    function balanceOf(address holder)
        public
        view
        virtual
        override(ERC721, IERC721)
        returns (uint256)
    {
        require(holder != address(0), ERC721InvalidOwner(holder));
        return _balances[holder];
    }

    /// @dev Gives the name to `to` as a new registration, taking it from whoever had it.
    function _give(bytes32 node, address to, uint40 expiry, uint24 parentVersion)
        internal
        returns (uint24 version)
    {
        require(to != address(0), ERC721InvalidReceiver(to));
        Record memory record = _records[node];
        if (record.holder != address(0)) _forget(node, record.holder);
        version = record.version + 1;
        _records[node] = Record({
            holder: to,
            expiry: expiry,
            version: version,
            parentVersion: parentVersion,
            pointsToHolder: true
        });
        unchecked {
            // A name costs gas.
            ++_balances[to];
        }
        emit Transfer(address(0), to, uint256(node));
    }

    /// @dev Accounts for the end of `holder`'s token.
    function _forget(bytes32 node, address holder) internal {
        unchecked {
            // The holder has at least this name.
            --_balances[holder];
        }
        emit Transfer(holder, address(0), uint256(node));
    }

    /// @dev Transfers only: {_give} makes tokens and {_forget} ends them.
    function _update(address to, uint256 id, address auth)
        internal
        virtual
        override
        returns (address from)
    {
        bytes32 node = bytes32(id);
        from = _ownerOf(id);
        _checkAuthorized(from, auth, id);
        Record storage record = _records[node];
        (record.holder, record.pointsToHolder) = (to, false);
        unchecked {
            --_balances[from];
            ++_balances[to];
        }
        if (_approvals[node].to != address(0)) delete _approvals[node];
        emit Transfer(from, to, id);
    }

    function _approve(address to, uint256 id, address auth, bool emitEvent)
        internal
        virtual
        override
    {
        address holder = _requireOwned(id);
        require(
            auth == address(0) || auth == holder || isApprovedForAll(holder, auth),
            ERC721InvalidApprover(auth)
        );
        bytes32 node = bytes32(id);
        _approvals[node] = VersionApproval({to: to, version: _records[node].version});
        if (emitEvent) emit Approval(holder, to, id);
    }

    function _ownerOf(uint256 id) internal view virtual override returns (address) {
        return _live(bytes32(id)).holder;
    }

    function _getApproved(uint256 id) internal view virtual override returns (address) {
        VersionApproval memory approval = _approvals[bytes32(id)];
        return approval.version == _records[bytes32(id)].version ? approval.to : address(0);
    }

    /// @dev The name's record while it and every name above it live, else zeros.
    function _live(bytes32 node) internal view returns (Record memory record) {
        record = _records[node];
        if (!_isRunning(record)) return _none();
        uint24 expected = record.parentVersion;
        while (expected != 0) {
            node = _parents[node];
            Record memory above = _records[node];
            if (above.version != expected || !_isRunning(above)) return _none();
            expected = above.parentVersion;
        }
    }

    function _isRunning(Record memory record) private view returns (bool) {
        // A sequencer that moves the clock by seconds wins nothing by it.
        // forge-lint: disable-next-line(block-timestamp)
        return record.holder != address(0) && block.timestamp < record.expiry;
    }

    function _none() private pure returns (Record memory record) {}
}
