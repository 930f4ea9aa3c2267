// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {VM, Vm} from "../../script/Vm.sol";

/// @title Test
/// @notice What forge expects of a test contract, and helpers that most tests need. Assertions are
/// forge's own (`vm.assertEq` and its kin), which print both sides.
abstract contract Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error EmptyRange(uint256 low, uint256 high);

    bool public constant IS_TEST = true;

    Vm internal constant vm = VM;

    address[] private _targets;
    address[] private _excludedSenders;
    FuzzSelector[] private _selectors;

    /// @notice Contracts that an invariant run calls. Read by forge.
    function targetContracts() public view returns (address[] memory) {
        return _targets;
    }

    /// @notice Functions that an invariant run calls. Read by forge.
    function targetSelectors() public view returns (FuzzSelector[] memory) {
        return _selectors;
    }

    /// @notice Accounts that never call in an invariant run. Read by forge.
    function excludeSenders() public view returns (address[] memory) {
        return _excludedSenders;
    }

    function targetContract(address target) internal {
        _targets.push(target);
    }

    function targetSelectors(address target, bytes4[] memory selectors) internal {
        _targets.push(target);
        _selectors.push(FuzzSelector({addr: target, selectors: selectors}));
    }

    function excludeSender(address sender) internal {
        _excludedSenders.push(sender);
    }

    /// @notice Maps `value` into [low, high]; a value inside stays, so that counterexamples shrink well.
    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        require(low <= high, EmptyRange(low, high));
        if (value >= low && value <= high) return value;
        uint256 size = high - low + 1;
        // A size of 0 is the whole range, where every value was inside.
        return low + value % size;
    }

    /// @notice A private key and its account; equal names give equal keys.
    function makeKey(string memory name) internal returns (address account, uint256 key) {
        key = boundKey(uint256(keccak256(bytes(name))));
        account = vm.addr(key);
        vm.label(account, name);
    }

    function makeAccount(string memory name) internal returns (address account) {
        (account,) = makeKey(name);
    }

    /// @notice A valid secp256k1 private key made of any number.
    function boundKey(uint256 value) internal pure returns (uint256) {
        return bound(value, 1, 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364140);
    }

    /// @notice 65-byte (r, s, v) signature.
    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice The next call must revert with exactly this error, arguments included.
    function expectError(bytes memory encodedError) internal {
        vm.expectRevert(encodedError);
    }

    function skip(uint256 secondsAhead) internal {
        vm.warp(vm.getBlockTimestamp() + secondsAhead);
    }
}
