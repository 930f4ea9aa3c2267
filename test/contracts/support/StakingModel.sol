// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";

/// @title StakingModel
/// @notice Plain reference for the register's answers by epoch: after each change the whole list is
/// written down under the epoch in which the change acts, and an epoch's list is the last one written
/// at or before it. Signers likewise, each operator's on its own.
contract StakingModel {
    struct Member {
        address operator;
        address signer;
        uint96 stake;
    }

    mapping(INodeStaking.Role role => Member[] members) private _latest;
    mapping(INodeStaking.Role role => mapping(uint64 epoch => Member[] members)) private _written;
    mapping(INodeStaking.Role role => mapping(uint64 epoch => bool done)) private _isWritten;
    mapping(address operator => mapping(uint64 epoch => address signer)) private _signers;
    mapping(address operator => mapping(uint64 epoch => bool done)) private _isSigned;

    /// @notice Adds a member at the end, or changes the one there is.
    function put(INodeStaking.Role role, uint64 from, Member calldata member) external {
        (bool found, uint256 index) = find(role, member.operator);
        if (found) _latest[role][index] = member;
        else _latest[role].push(member);
        write(role, from);
    }

    function sign(address operator, uint64 from, address signer) external {
        _signers[operator][from] = signer;
        _isSigned[operator][from] = true;
    }

    /// @notice The last member takes the place of the one that leaves.
    function drop(INodeStaking.Role role, uint64 from, address operator) external {
        (, uint256 index) = find(role, operator);
        Member[] storage members = _latest[role];
        members[index] = members[members.length - 1];
        members.pop();
        write(role, from);
    }

    function membersAt(INodeStaking.Role role, uint64 epoch)
        external
        view
        returns (Member[] memory members)
    {
        while (epoch > 0 && !_isWritten[role][epoch]) {
            --epoch;
        }
        return _written[role][epoch];
    }

    function signerAt(address operator, uint64 epoch) external view returns (address signer) {
        while (epoch > 0 && !_isSigned[operator][epoch]) {
            --epoch;
        }
        return _signers[operator][epoch];
    }

    function write(INodeStaking.Role role, uint64 from) private {
        delete _written[role][from];
        for (uint256 i; i < _latest[role].length; ++i) {
            _written[role][from].push(_latest[role][i]);
        }
        _isWritten[role][from] = true;
    }

    function find(INodeStaking.Role role, address operator)
        private
        view
        returns (bool found, uint256 index)
    {
        for (index = 0; index < _latest[role].length; ++index) {
            if (_latest[role][index].operator == operator) return (true, index);
        }
    }
}
