// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INameRegistrar} from "../../../contracts/names/INameRegistrar.sol";
import {INameRegistry} from "../../../contracts/names/INameRegistry.sol";
import {NameRegistrar} from "../../../contracts/names/NameRegistrar.sol";
import {NamesFixture} from "../support/NamesFixture.sol";

contract NameRegistryTest is NamesFixture {
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event NameRegistered(
        bytes32 indexed node, string label, address indexed holder, uint256 expiry, uint256 version
    );
    event NameRenewed(bytes32 indexed node, uint256 expiry);
    event MetadataUpdate(uint256 tokenId);
    event NewResolver(bytes32 indexed node, address resolver);
    event RegistrarProposed(address indexed oldPending, address indexed newPending);
    event RegistrarReplaced(address indexed oldRegistrar, address indexed newRegistrar);

    uint256 internal aliceId;

    function setUp() public override {
        super.setUp();
        aliceId = uint256(aliceNode);
    }

    function test_register_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != address(registrar));
        expectError(abi.encodeWithSelector(INameRegistry.NotRegistrar.selector, caller));
        vm.prank(caller);
        registry.register("robert", bob, type(uint40).max);
        expectError(abi.encodeWithSelector(INameRegistry.NotRegistrar.selector, caller));
        vm.prank(caller);
        registry.renew(aliceNode, type(uint40).max);
    }

    function test_register_tellsIndexers(uint256 seed, uint40 expiry, address holder) external {
        vm.assume(holder != address(0));
        uint40 end = uint40(bound(expiry, block.timestamp + 1, type(uint40).max));
        string memory label = _label(seed, 9);
        bytes32 node = _node(SDN, label);
        vm.expectEmit(address(registry));
        emit Transfer(address(0), holder, uint256(node));
        vm.expectEmit(address(registry));
        emit NameRegistered(node, label, holder, end, 1);
        vm.prank(address(registrar));
        (bytes32 made, uint256 codePoints) = registry.register(label, holder, end);
        vm.assertEq(made, node, "node");
        vm.assertEq(codePoints, 9, "code points");
        vm.assertEq(registry.nameOf(node), string.concat(label, ".sdn"), "name");
        vm.assertEq(registry.stateOf(node).parent, 0, "directly under .sdn");
        vm.assertTrue(registry.stateOf(node).pointsToHolder, "points to its holder");
    }

    function test_register_reverts_withoutAFuture(uint40 expiry) external {
        uint40 end = uint40(bound(expiry, 0, block.timestamp));
        expectError(
            abi.encodeWithSelector(
                INameRegistry.InvalidNameExpiry.selector, end, block.timestamp + 1
            )
        );
        vm.prank(address(registrar));
        registry.register("robert", bob, end);
    }

    function test_register_reverts_toNobody() external {
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0))
        );
        vm.prank(address(registrar));
        registry.register("robert", address(0), type(uint40).max);
    }

    /// Not even the registrar takes a name before its time and grace are over.
    function test_register_reverts_untilRelease(uint32 later) external {
        uint256 release = registry.stateOf(aliceNode).expiry + uint256(GRACE);
        vm.warp(bound(later, block.timestamp, release - 1));
        vm.assertFalse(registrar.available("alice"), "available");
        expectError(abi.encodeWithSelector(INameRegistry.NameNotAvailable.selector, aliceNode));
        vm.prank(address(registrar));
        registry.register("alice", bob, type(uint40).max);
    }

    function test_register_beginsAnew_afterRelease(uint32 later) external {
        _warpToRelease();
        skip(later);
        vm.assertTrue(registrar.available("alice"), "available");
        vm.expectEmit(address(registry));
        emit Transfer(alice, address(0), aliceId);
        vm.expectEmit(address(registry));
        emit Transfer(address(0), bob, aliceId);
        vm.prank(address(registrar));
        registry.register("alice", bob, type(uint40).max);
        vm.assertEq(registry.stateOf(aliceNode).version, 2, "version");
        vm.assertEq(registry.ownerOf(aliceId), bob, "holder");
        vm.assertEq(registry.balanceOf(alice), 0, "alice has none");
        vm.assertEq(registry.balanceOf(bob), 1, "bob has one");
    }

    function test_name_livesUntilItsEnd(uint40 time) external {
        uint256 end = registry.stateOf(aliceNode).expiry;
        vm.warp(bound(time, block.timestamp, type(uint40).max));
        bool live = block.timestamp < end;
        vm.assertEq(registry.owner(aliceNode), live ? alice : address(0), "owner");
        vm.assertEq(registry.recordExists(aliceNode), live, "record");
        address answering = live ? address(resolver) : address(0);
        vm.assertEq(registry.resolver(aliceNode), answering, "resolver");
        vm.assertEq(registry.stateOf(aliceNode).live, live, "state");
        vm.assertEq(registry.stateOf(aliceNode).holder, alice, "last holder");
        vm.assertEq(registry.balanceOf(alice), 1, "counts until somebody else gets it");
        if (live) return;
        bytes memory error =
            abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, aliceId);
        expectError(error);
        registry.ownerOf(aliceId);
        expectError(error);
        registry.tokenURI(aliceId);
        expectError(error);
        vm.prank(alice);
        registry.transferFrom(alice, bob, aliceId);
        expectError(error);
        vm.prank(alice);
        registry.approve(bob, aliceId);
    }

    function test_renew_bringsTheNameBack_inGrace(uint32 later) external {
        _warpToEnd();
        skip(bound(later, 0, GRACE - 1));
        uint40 end = uint40(block.timestamp + 1);
        vm.expectEmit(address(registry));
        emit NameRenewed(aliceNode, end);
        vm.expectEmit(address(registry));
        emit MetadataUpdate(aliceId);
        vm.prank(address(registrar));
        registry.renew(aliceNode, end);
        vm.assertEq(registry.ownerOf(aliceId), alice, "holder");
    }

    function test_renew_reverts_whenItShortens(uint40 expiry) external {
        uint256 end = registry.stateOf(aliceNode).expiry;
        uint40 next = uint40(bound(expiry, 0, end));
        expectError(abi.encodeWithSelector(INameRegistry.InvalidNameExpiry.selector, next, end + 1));
        vm.prank(address(registrar));
        registry.renew(aliceNode, next);
    }

    function test_renew_reverts_forSubnames() external {
        bytes32 node = _subname(aliceNode, "phone", bob);
        expectError(abi.encodeWithSelector(INameRegistry.NameNotRenewable.selector, node));
        vm.prank(address(registrar));
        registry.renew(node, type(uint40).max);
    }

    function test_transfer_movesTheName_whichPointsNowhere(address to) external {
        vm.assume(to != address(0) && to != alice);
        vm.prank(alice);
        registry.approve(bob, aliceId);
        vm.assertEq(resolver.addr(aliceNode), alice, "pointed to its holder");
        vm.prank(bob);
        registry.transferFrom(alice, to, aliceId);
        vm.assertEq(registry.ownerOf(aliceId), to, "holder");
        vm.assertEq(registry.balanceOf(alice), 0, "alice has none");
        vm.assertEq(registry.balanceOf(to), 1, "the other has it");
        vm.assertEq(registry.getApproved(aliceId), address(0), "approval is gone");
        vm.assertEq(registry.stateOf(aliceNode).version, 1, "the same registration");
        vm.assertEq(resolver.addr(aliceNode), address(0), "points nowhere");
    }

    function test_transfer_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != alice && caller != address(0));
        expectError(
            abi.encodeWithSelector(
                IERC721Errors.ERC721InsufficientApproval.selector, caller, aliceId
            )
        );
        vm.prank(caller);
        registry.transferFrom(alice, caller, aliceId);
    }

    function test_approve_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != alice && caller != address(0));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, caller));
        vm.prank(caller);
        registry.approve(caller, aliceId);
    }

    function test_approval_endsWithTheRegistration() external {
        vm.prank(alice);
        registry.approve(governor, aliceId);
        _warpToRelease();
        vm.prank(address(registrar));
        registry.register("alice", bob, type(uint40).max);
        vm.assertEq(registry.getApproved(aliceId), address(0), "of the earlier registration");
    }

    function test_balanceOf_reverts_forNobody() external {
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        registry.balanceOf(address(0));
    }

    function test_setResolver_changesWhoAnswers(address next) external {
        vm.expectEmit(address(registry));
        emit NewResolver(aliceNode, next);
        vm.prank(alice);
        registry.setResolver(aliceNode, next);
        vm.assertEq(registry.resolver(aliceNode), next, "resolver");
        _warpToRelease();
        vm.prank(address(registrar));
        registry.register("alice", bob, type(uint40).max);
        vm.assertEq(registry.resolver(aliceNode), address(resolver), "a new one has the default");
    }

    function test_setResolver_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != alice);
        expectError(abi.encodeWithSelector(INameRegistry.NotNameHolder.selector, aliceNode, caller));
        vm.prank(caller);
        registry.setResolver(aliceNode, caller);
    }

    function test_ensViews_answerForTheRoots() external view {
        bytes32 reverseNode = keccak256(abi.encodePacked(bytes32(0), keccak256("reverse")));
        vm.assertEq(registry.owner(SDN), address(registrar), "the registrar has .sdn");
        vm.assertTrue(registry.recordExists(SDN), ".sdn exists");
        vm.assertEq(registry.resolver(SDN), address(0), "nobody answers for .sdn");
        vm.assertEq(registry.resolver(reverseNode), address(reverseNames), ".reverse");
        vm.assertTrue(registry.recordExists(reverseNode), ".reverse exists");
        vm.assertEq(registry.ttl(aliceNode), 0, "ttl");
        vm.assertEq(registry.resolver(_node(SDN, "nobody")), address(0), "nobody");
        vm.assertEq(registry.nameOf(_node(SDN, "nobody")), "", "no words");
    }

    function test_registrar_isReplaced_inTwoSteps(address stranger) external {
        _assumeOutsider(stranger);
        NameRegistrar next = _nextRegistrar();
        vm.assume(stranger != address(next));
        vm.expectEmit(address(registry));
        emit RegistrarProposed(address(0), address(next));
        vm.prank(governor);
        registry.proposeRegistrar(address(next));
        vm.assertEq(registry.registrar(), address(registrar), "not yet");
        vm.assertEq(registry.pendingRegistrar(), address(next), "proposed");
        expectError(abi.encodeWithSelector(INameRegistry.NotProposedRegistrar.selector, stranger));
        vm.prank(stranger);
        registry.acceptRegistrar();

        vm.expectEmit(address(registry));
        emit RegistrarReplaced(address(registrar), address(next));
        next.activate();
        vm.assertEq(registry.registrar(), address(next), "replaced");
        vm.assertEq(registry.pendingRegistrar(), address(0), "nobody is proposed");
        expectError(abi.encodeWithSelector(INameRegistry.NotRegistrar.selector, address(registrar)));
        vm.prank(address(registrar));
        registry.register("robert", bob, type(uint40).max);
        registrar = next;
        vm.assertEq(registry.ownerOf(uint256(_buy("robert", bob))), bob, "sells on");
    }

    function test_proposeRegistrar_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != governor);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        registry.proposeRegistrar(caller);
    }

    function test_supportsInterface() external view {
        bytes4[4] memory known =
            [bytes4(0x01ffc9a7), bytes4(0x80ac58cd), bytes4(0x5b5e139f), bytes4(0x49064906)];
        for (uint256 i = 0; i < known.length; ++i) {
            vm.assertTrue(registry.supportsInterface(known[i]), "known");
        }
        vm.assertFalse(registry.supportsInterface(0xffffffff), "unknown");
    }

    /// All that a name's life depends on is one word: to ask whether it lives costs one read.
    function test_record_isOneWord() external view {
        uint256 word = uint256(1) << 248 | uint256(1) << 200
            | uint256(registry.stateOf(aliceNode).expiry) << 160 | uint160(alice);
        uint256 found;
        for (uint256 slot = 0; slot < 20; ++slot) {
            bytes32 place = keccak256(abi.encode(aliceNode, slot));
            if (uint256(vm.load(address(registry), place)) == word) ++found;
        }
        vm.assertEq(found, 1, "holder, expiry, version and flag");
    }

    function _nextRegistrar() internal returns (NameRegistrar) {
        return new NameRegistrar(
            governor,
            payable(treasury),
            registry,
            resolver,
            reverseNames,
            DELAY,
            INameRegistrar.Prices(0.2 ether, 0.05 ether, LONG_PRICE)
        );
    }
}
