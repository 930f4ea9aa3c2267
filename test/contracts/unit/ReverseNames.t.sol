// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {INameResolver} from "../../../contracts/names/INameResolver.sol";
import {IReverseNames} from "../../../contracts/names/IReverseNames.sol";
import {NamesFixture} from "../support/NamesFixture.sol";

contract ReverseNamesTest is NamesFixture {
    event NameForAddrChanged(address indexed addr, string name);

    bytes internal constant NAME_CALL = abi.encodeWithSelector(0x691f3431, bytes32(0));

    function test_setName_namesTheCaller(address wallet, uint256 seed) external {
        _assumeOutsider(wallet);
        string memory name = _label(seed, seed % 256);
        vm.expectEmit(address(reverseNames));
        emit NameForAddrChanged(wallet, name);
        vm.prank(wallet);
        reverseNames.setName(name);
        vm.assertEq(reverseNames.nameForAddr(wallet), name, "by address");
        vm.assertEq(reverseNames.name(reverseNames.nodeFor(wallet)), name, "by node");
        string[3] memory spaces = ["addr", "80007a69", "default"];
        for (uint256 i = 0; i < spaces.length; ++i) {
            bytes memory dns = _reverseDns(wallet, spaces[i]);
            vm.assertEq(reverseNames.resolve(dns, NAME_CALL), abi.encode(name), spaces[i]);
        }
    }

    function test_setName_reverts_whenTooLong() external {
        expectError(abi.encodeWithSelector(IReverseNames.ReverseNameTooLong.selector, 256, 255));
        reverseNames.setName(_label(1, 256));
    }

    function test_nodeFor_isTheEnsNode() external view {
        bytes32 node = _node(_node(_node(0, "reverse"), "addr"), _digits(alice));
        vm.assertEq(reverseNames.nodeFor(alice), node, "node");
    }

    /// The registrar neither, once the transaction of the registration is over.
    function test_setFreshName_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        bytes memory error =
            abi.encodeWithSelector(IReverseNames.NotFreshName.selector, alice, aliceNode);
        expectError(error);
        vm.prank(caller);
        reverseNames.setFreshName(alice, aliceNode);
        expectError(error);
        vm.prank(address(registrar));
        reverseNames.setFreshName(alice, aliceNode);
    }

    function test_setFreshName_reverts_forOtherWalletsAndNames(address caller) external {
        _assumeOutsider(caller);
        bytes32 node = _buy("robert", bob);
        vm.assume(caller != address(registrar));
        expectError(abi.encodeWithSelector(IReverseNames.NotFreshName.selector, bob, node));
        vm.prank(caller);
        reverseNames.setFreshName(bob, node);
        vm.startPrank(address(registrar));
        expectError(abi.encodeWithSelector(IReverseNames.NotFreshName.selector, alice, node));
        reverseNames.setFreshName(alice, node);
        expectError(abi.encodeWithSelector(IReverseNames.NotFreshName.selector, alice, aliceNode));
        reverseNames.setFreshName(alice, aliceNode);
        expectError(
            abi.encodeWithSelector(IReverseNames.NotFreshName.selector, address(0), bytes32(0))
        );
        reverseNames.setFreshName(address(0), 0);
    }

    function test_resolve_reverts_onOtherCalls(bytes4 selector) external {
        vm.assume(selector != 0x691f3431);
        bytes memory dns = _reverseDns(alice, "addr");
        expectError(
            abi.encodeWithSelector(IReverseNames.UnsupportedResolverProfile.selector, selector)
        );
        reverseNames.resolve(dns, abi.encodePacked(selector));
    }

    function test_resolve_reverts_onOtherNames() external {
        bytes[6] memory bad = [
            bytes(""),
            hex"00",
            hex"28",
            _dns("alice"),
            _reverseDns(alice, "80000001"),
            abi.encodePacked(hex"0161", _reverseDns(alice, "addr"))
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            expectError(abi.encodeWithSelector(IReverseNames.NotReverseName.selector, bad[i]));
            reverseNames.resolve(bad[i], NAME_CALL);
        }
    }

    function test_supportsInterface() external view {
        vm.assertTrue(reverseNames.supportsInterface(0x01ffc9a7), "ERC-165");
        vm.assertTrue(reverseNames.supportsInterface(0x691f3431), "name");
        vm.assertTrue(reverseNames.supportsInterface(0x9061b923), "resolve");
        vm.assertFalse(reverseNames.supportsInterface(type(INameResolver).interfaceId), "other");
    }

    function _digits(address account) internal pure returns (string memory) {
        bytes memory digits = bytes(Strings.toHexString(account));
        bytes memory rest = new bytes(40);
        for (uint256 i = 0; i < 40; ++i) {
            rest[i] = digits[i + 2];
        }
        return string(rest);
    }

    function _reverseDns(address account, string memory space)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(
            hex"28",
            _digits(account),
            uint8(bytes(space).length),
            space,
            hex"0772657665727365",
            hex"00"
        );
    }
}
