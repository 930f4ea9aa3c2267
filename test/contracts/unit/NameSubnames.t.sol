// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INameRegistry} from "../../../contracts/names/INameRegistry.sol";
import {NamesFixture} from "../support/NamesFixture.sol";

contract NameSubnamesTest is NamesFixture {
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event SubnameSet(
        bytes32 indexed node,
        bytes32 indexed parent,
        string label,
        address indexed holder,
        uint256 version
    );
    event SubnameRemoved(bytes32 indexed node);

    bytes32 internal phone;
    uint256 internal phoneId;

    function setUp() public override {
        super.setUp();
        phone = _subname(aliceNode, "phone", bob);
        phoneId = uint256(phone);
    }

    function test_setSubname_makesIt(uint256 seed, address holder) external {
        vm.assume(holder != address(0));
        string memory label = _label(seed, 1 + seed % 63);
        bytes32 node = _node(aliceNode, label);
        vm.assume(node != phone);
        vm.expectEmit(address(registry));
        emit Transfer(address(0), holder, uint256(node));
        vm.expectEmit(address(registry));
        emit SubnameSet(node, aliceNode, label, holder, 1);
        vm.assertEq(_subname(aliceNode, label, holder), node, "node");
        vm.assertEq(registry.ownerOf(uint256(node)), holder, "holder");
        vm.assertEq(registry.nameOf(node), string.concat(label, ".alice.sdn"), "name");
        vm.assertEq(registry.stateOf(node).parent, aliceNode, "parent");
        vm.assertEq(resolver.addr(node), holder, "points to its holder");
    }

    function test_setSubname_takesItBack_andBeginsAnew(address next) external {
        vm.assume(next != address(0));
        vm.prank(bob);
        resolver.setText(phone, "url", "of bob");
        bytes32 below = _subname(phone, "left", bob);
        vm.expectEmit(address(registry));
        emit Transfer(bob, address(0), phoneId);
        _subname(aliceNode, "phone", next);
        vm.assertEq(registry.ownerOf(phoneId), next, "holder");
        vm.assertEq(registry.stateOf(phone).version, 2, "version");
        vm.assertEq(resolver.text(phone, "url"), "", "records are gone");
        vm.assertEq(registry.owner(below), address(0), "what was below is gone");
    }

    function test_setSubname_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != alice);
        bytes memory error =
            abi.encodeWithSelector(INameRegistry.NotNameHolder.selector, aliceNode, caller);
        expectError(error);
        vm.prank(caller);
        registry.setSubname(aliceNode, "phone", caller);
    }

    function test_setSubname_reverts_underNothing(bytes32 parent) external {
        vm.assume(parent != aliceNode);
        expectError(abi.encodeWithSelector(INameRegistry.NotNameHolder.selector, parent, alice));
        vm.prank(alice);
        registry.setSubname(parent, "phone", alice);
    }

    /// Names under .sdn are sold, not made.
    function test_setSubname_reverts_underTheRoots() external {
        bytes32[2] memory roots = [SDN, bytes32(0)];
        for (uint256 i = 0; i < roots.length; ++i) {
            expectError(
                abi.encodeWithSelector(
                    INameRegistry.NotNameHolder.selector, roots[i], address(registrar)
                )
            );
            vm.prank(address(registrar));
            registry.setSubname(roots[i], "phone", alice);
        }
    }

    function test_setSubname_reverts_onBadLabels() external {
        vm.startPrank(alice);
        expectError(abi.encodeWithSelector(INameRegistry.EmptyLabel.selector));
        registry.setSubname(aliceNode, "", alice);
        expectError(abi.encodeWithSelector(INameRegistry.InvalidLabel.selector, "a.b", 1));
        registry.setSubname(aliceNode, "a.b", alice);
        expectError(abi.encodeWithSelector(INameRegistry.LabelTooLong.selector, 64, 63));
        registry.setSubname(aliceNode, _label(1, 64), alice);
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0))
        );
        registry.setSubname(aliceNode, "phone", address(0));
    }

    function test_setSubname_nests_toTheLimit() external {
        bytes32 node = aliceNode;
        // alice.sdn has two labels.
        for (uint256 i = 0; i < 6; ++i) {
            node = _subname(node, "a", alice);
        }
        vm.assertEq(registry.nameOf(node), "a.a.a.a.a.a.alice.sdn", "name");
        vm.assertEq(registry.ownerOf(uint256(node)), alice, "holder");
        expectError(abi.encodeWithSelector(INameRegistry.TooManyLabels.selector, 8));
        vm.prank(alice);
        registry.setSubname(node, "a", alice);
    }

    function test_subname_livesWithTheNameAbove(uint40 time) external {
        uint256 end = registry.stateOf(aliceNode).expiry;
        vm.warp(bound(time, block.timestamp, type(uint40).max - 1));
        bool live = block.timestamp < end;
        vm.assertEq(registry.owner(phone), live ? bob : address(0), "holder");
        vm.assertEq(registry.stateOf(phone).live, live, "live");
        if (live || block.timestamp >= end + GRACE) return;
        vm.prank(address(registrar));
        registry.renew(aliceNode, type(uint40).max);
        vm.assertEq(registry.ownerOf(phoneId), bob, "back with the name above");
    }

    function test_subname_endsWithTheRegistrationAbove() external {
        bytes32 below = _subname(phone, "left", bob);
        _warpToRelease();
        vm.prank(address(registrar));
        registry.register("alice", governor, type(uint40).max);
        vm.assertEq(registry.owner(phone), address(0), "subname");
        vm.assertEq(registry.owner(below), address(0), "below");
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, phoneId));
        registry.ownerOf(phoneId);
        expectError(abi.encodeWithSelector(INameRegistry.NotNameHolder.selector, phone, bob));
        vm.prank(bob);
        registry.setSubname(phone, "left", bob);
        _subname(aliceNode, "phone", governor);
        vm.assertEq(registry.stateOf(phone).version, 2, "a new one");
        vm.assertEq(registry.owner(below), address(0), "below stays dead");
        vm.assertEq(registry.balanceOf(bob), 1, "bob's token below was not given away");
    }

    function test_subname_staysWithItsHolder_whenTheNameAboveMoves() external {
        vm.prank(alice);
        registry.transferFrom(alice, governor, uint256(aliceNode));
        vm.assertEq(registry.ownerOf(phoneId), bob, "holder");
        expectError(abi.encodeWithSelector(INameRegistry.NotNameHolder.selector, aliceNode, alice));
        vm.prank(alice);
        registry.removeSubname(phone);
        vm.prank(governor);
        registry.removeSubname(phone);
        vm.assertEq(registry.owner(phone), address(0), "gone");
    }

    function test_subname_movesAsToken(address to) external {
        vm.assume(to != address(0) && to != bob);
        vm.prank(bob);
        registry.transferFrom(bob, to, phoneId);
        vm.assertEq(registry.ownerOf(phoneId), to, "holder");
        vm.assertEq(resolver.addr(phone), address(0), "points nowhere");
    }

    function test_removeSubname_isForBothHolders(bool byOwn) external {
        vm.expectEmit(address(registry));
        emit Transfer(bob, address(0), phoneId);
        vm.expectEmit(address(registry));
        emit SubnameRemoved(phone);
        vm.prank(byOwn ? bob : alice);
        registry.removeSubname(phone);
        vm.assertEq(registry.balanceOf(bob), 0, "balance");
        expectError(abi.encodeWithSelector(INameRegistry.NotSubname.selector, phone));
        vm.prank(alice);
        registry.removeSubname(phone);
        _subname(aliceNode, "phone", bob);
        vm.assertEq(registry.stateOf(phone).version, 2, "a new one");
        vm.assertEq(registry.balanceOf(bob), 1, "balance");
    }

    function test_removeSubname_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != alice && caller != bob);
        expectError(abi.encodeWithSelector(INameRegistry.NotNameHolder.selector, aliceNode, caller));
        vm.prank(caller);
        registry.removeSubname(phone);
    }

    function test_removeSubname_reverts_forNames() external {
        expectError(abi.encodeWithSelector(INameRegistry.NotSubname.selector, aliceNode));
        vm.prank(alice);
        registry.removeSubname(aliceNode);
    }

    function test_tokenURI_drawsBothKinds() external view {
        vm.assertGt(bytes(registry.tokenURI(uint256(aliceNode))).length, 500, "name");
        vm.assertGt(bytes(registry.tokenURI(phoneId)).length, 500, "subname");
    }
}
