// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameResolver} from "../../../contracts/names/INameResolver.sol";
import {IUniversalResolver} from "../../../contracts/names/IUniversalResolver.sol";
import {NamesFixture} from "../support/NamesFixture.sol";
import {OffchainResolver} from "../support/OffchainResolver.sol";

/// @notice Old resolver: knows one function, and refuses one name.
contract PlainResolver {
    error Closed(bytes32 node);

    bytes32 private immutable REFUSED;

    constructor(bytes32 refused) {
        REFUSED = refused;
    }

    function addr(bytes32 node) external view returns (address) {
        require(node != REFUSED, Closed(node));
        return address(77);
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7;
    }
}

contract UniversalResolverTest is NamesFixture {
    bytes internal constant ADDR = abi.encodeWithSignature("addr(bytes32)", 0);
    string[] internal noGateways;

    function test_resolve_asksTheNamesResolver(string calldata key, string calldata value)
        external
    {
        vm.prank(alice);
        resolver.setText(aliceNode, key, value);
        bytes memory data = abi.encodeCall(INameResolver.text, (aliceNode, key));
        (bytes memory result, address answering) = universal.resolve(_dns("alice"), data);
        vm.assertEq(result, abi.encode(value), "text");
        vm.assertEq(answering, address(resolver), "resolver");
        (result, answering) = universal.resolveWithGateways(_dns("alice"), data, noGateways);
        vm.assertEq(result, abi.encode(value), "the same");
    }

    function test_resolve_answersSeveral_alsoWhenOneFails() external {
        vm.prank(alice);
        resolver.setText(aliceNode, "url", "https://a");
        bytes[] memory calls = new bytes[](3);
        calls[0] = ADDR;
        calls[1] = hex"12345678";
        calls[2] = abi.encodeCall(INameResolver.text, (aliceNode, "url"));
        (bytes memory result,) =
            universal.resolve(_dns("alice"), abi.encodeCall(INameResolver.multicall, (calls)));
        bytes[] memory answers = abi.decode(result, (bytes[]));
        vm.assertEq(answers.length, 3, "answers");
        vm.assertEq(answers[0], abi.encode(alice), "address");
        vm.assertEq(answers[1], _unsupported(0x12345678), "error in its place");
        vm.assertEq(answers[2], abi.encode("https://a"), "text");
    }

    function test_resolve_reverts_withoutResolver(uint256 seed) external {
        bytes memory dns = _dns(_label(seed, 8));
        expectError(abi.encodeWithSelector(IUniversalResolver.ResolverNotFound.selector, dns));
        universal.resolve(dns, ADDR);
        expectError(abi.encodeWithSelector(IUniversalResolver.ResolverNotFound.selector, hex"00"));
        universal.resolve(hex"00", ADDR);
    }

    function test_resolve_reverts_whenTheResolverHasNoCode() external {
        vm.prank(alice);
        registry.setResolver(aliceNode, bob);
        expectError(
            abi.encodeWithSelector(
                IUniversalResolver.ResolverNotContract.selector, _dns("alice"), bob
            )
        );
        universal.resolve(_dns("alice"), ADDR);
    }

    function test_resolve_reverts_onUnknownCalls() external {
        expectError(_unsupported(0x12345678));
        universal.resolve(_dns("alice"), hex"12345678");
        _usePlain(0);
        bytes memory data = abi.encodeCall(INameResolver.contenthash, (aliceNode));
        // The old resolver has no such function and says nothing.
        expectError(_unsupported(INameResolver.contenthash.selector));
        universal.resolve(_dns("alice"), data);
    }

    function test_resolve_asksOldResolvers_onlyForTheirName() external {
        _usePlain(0);
        bytes memory data = abi.encodeWithSignature("addr(bytes32)", aliceNode);
        (bytes memory result,) = universal.resolve(_dns("alice"), data);
        vm.assertEq(result, abi.encode(address(77)), "own name");
        bytes memory below = _dns("phone", "alice");
        expectError(abi.encodeWithSelector(IUniversalResolver.ResolverNotFound.selector, below));
        universal.resolve(below, data);
    }

    function test_resolve_reverts_withTheResolversError() external {
        _usePlain(aliceNode);
        bytes memory inner = abi.encodeWithSelector(PlainResolver.Closed.selector, aliceNode);
        expectError(abi.encodeWithSelector(IUniversalResolver.ResolverError.selector, inner));
        universal.resolve(_dns("alice"), abi.encodeWithSignature("addr(bytes32)", aliceNode));
    }

    function test_resolve_reverts_whenNoDnsName(bytes calldata bad) external {
        // A last byte other than 0 ends no name.
        bytes memory dns = abi.encodePacked(bad, hex"01");
        expectError(abi.encodeWithSelector(IUniversalResolver.DNSDecodingFailed.selector, dns));
        universal.resolve(dns, ADDR);
    }

    function test_resolve_passesLookupsThrough(uint8 rounds, address account) external {
        uint256 times = bound(rounds, 1, 4);
        _useOffchain(times, address(0));
        bytes memory dns = _dns("anything", "alice");
        bytes memory call = abi.encodeCall(IUniversalResolver.resolve, (dns, ADDR));
        bytes memory answer;
        for (uint256 i = 0; i < times; ++i) {
            (bytes memory asked, bytes memory extra) =
                _lookup(call, IUniversalResolver.resolveCallback.selector);
            vm.assertEq(asked, ADDR, "the resolver's question");
            answer = abi.encode(account);
            call = abi.encodeCall(IUniversalResolver.resolveCallback, (answer, extra));
        }
        (bytes memory result, address answering) = abi.decode(_call(call), (bytes, address));
        vm.assertEq(result, abi.encode(account), "answer");
        vm.assertEq(answering, registry.resolver(aliceNode), "resolver");
    }

    function test_resolve_passesLookupsThrough_oneAfterTheOther() external {
        _useOffchain(1, address(0));
        bytes[] memory calls = new bytes[](2);
        calls[0] = ADDR;
        calls[1] = abi.encodeCall(INameResolver.text, (aliceNode, "url"));
        bytes memory call = abi.encodeCall(
            IUniversalResolver.resolve,
            (_dns("alice"), abi.encodeCall(INameResolver.multicall, (calls)))
        );
        bytes4 callback = IUniversalResolver.resolveCallback.selector;
        (bytes memory asked, bytes memory extra) = _lookup(call, callback);
        vm.assertEq(asked, calls[0], "first question");
        call = abi.encodeCall(IUniversalResolver.resolveCallback, (abi.encode(bob), extra));
        (asked, extra) = _lookup(call, callback);
        vm.assertEq(asked, calls[1], "second question");
        call = abi.encodeCall(IUniversalResolver.resolveCallback, (abi.encode("url"), extra));
        (bytes memory result,) = abi.decode(_call(call), (bytes, address));
        bytes[] memory answers = abi.decode(result, (bytes[]));
        vm.assertEq(answers[0], abi.encode(bob), "first answer");
        vm.assertEq(answers[1], abi.encode("url"), "second answer");
    }

    function test_resolveCallback_reverts_whenTheResolverDoesNotBelieve() external {
        _useOffchain(1, address(0));
        bytes memory call = abi.encodeCall(IUniversalResolver.resolve, (_dns("alice"), ADDR));
        (, bytes memory extra) = _lookup(call, IUniversalResolver.resolveCallback.selector);
        bytes memory inner = abi.encodeWithSelector(OffchainResolver.NotTheGatewaysAnswer.selector);
        expectError(abi.encodeWithSelector(IUniversalResolver.ResolverError.selector, inner));
        universal.resolveCallback("", extra);
    }

    /// ERC-3668: a lookup must come from the contract that was asked.
    function test_resolve_reverts_whenALookupIsInAnothersName() external {
        _useOffchain(1, address(99));
        vm.expectPartialRevert(IUniversalResolver.ResolverError.selector);
        universal.resolve(_dns("alice"), ADDR);
    }

    function test_reverse_tellsTheName_thatAgrees() external {
        vm.prank(alice);
        reverseNames.setName("alice.sdn");
        uint256[2] memory coins = [uint256(60), 0x80000000 | block.chainid];
        for (uint256 i = 0; i < coins.length; ++i) {
            (string memory name, address names, address reverse) =
                universal.reverse(abi.encodePacked(alice), coins[i]);
            vm.assertEq(name, "alice.sdn", "name");
            vm.assertEq(names, address(resolver), "resolver");
            vm.assertEq(reverse, address(reverseNames), "reverse resolver");
        }
        vm.prank(alice);
        resolver.setAddr(aliceNode, 0x80000000, abi.encodePacked(alice));
        (string memory primary,,) =
            universal.reverseWithGateways(abi.encodePacked(alice), 0x80000000, noGateways);
        vm.assertEq(primary, "alice.sdn", "of all EVM chains");
    }

    function test_reverse_reverts_whenTheNamePointsElsewhere(address other) external {
        vm.assume(other != bob);
        vm.prank(alice);
        resolver.setAddr(aliceNode, other);
        vm.prank(bob);
        reverseNames.setName("alice.sdn");
        bytes memory found = other == address(0) ? bytes("") : abi.encodePacked(other);
        expectError(
            abi.encodeWithSelector(
                IUniversalResolver.ReverseAddressMismatch.selector, "alice.sdn", found
            )
        );
        universal.reverse(abi.encodePacked(bob), 60);
    }

    function test_reverse_isEmpty_withoutName(address account) external view {
        (string memory name, address names, address reverse) =
            universal.reverse(abi.encodePacked(account), 60);
        vm.assertEq(name, "", "name");
        vm.assertEq(names, address(0), "resolver");
        vm.assertEq(reverse, address(reverseNames), "reverse resolver");
    }

    function test_reverse_reverts_onBadInput() external {
        expectError(abi.encodeWithSelector(IUniversalResolver.EmptyAddress.selector));
        universal.reverse("", 60);
        // A chain whose wallets have no names here: the reverse resolver refuses.
        vm.expectPartialRevert(IUniversalResolver.ResolverError.selector);
        universal.reverse(abi.encodePacked(alice), 0x80000000 | 10);
        vm.expectPartialRevert(IUniversalResolver.ResolverError.selector);
        universal.reverse(abi.encodePacked(alice), 0);
        string[4] memory bad = [".", "a..sdn", "alice.sdn.", _label(1, 255)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.prank(alice);
            reverseNames.setName(bad[i]);
            bytes4 error = i == 3
                ? IUniversalResolver.ResolverNotFound.selector
                : IUniversalResolver.DNSEncodingFailed.selector;
            vm.expectPartialRevert(error);
            universal.reverse(abi.encodePacked(alice), 60);
        }
        vm.expectPartialRevert(IUniversalResolver.DNSEncodingFailed.selector);
        universal.reverse(new bytes(128), 60);
    }

    function test_reverse_passesLookupsThrough() external {
        _useOffchain(1, address(0));
        vm.prank(bob);
        reverseNames.setName("bob.alice.sdn");
        bytes memory call = abi.encodeCall(IUniversalResolver.reverse, (abi.encodePacked(bob), 60));
        bytes4 callback = IUniversalResolver.reverseCallback.selector;
        (, bytes memory extra) = _lookup(call, callback);
        call = abi.encodeCall(IUniversalResolver.reverseCallback, (abi.encode(bob), extra));
        (string memory name,,) = abi.decode(_call(call), (string, address, address));
        vm.assertEq(name, "bob.alice.sdn", "name");
    }

    /// Over a registry whose reverse names are elsewhere, both halves of the way may be.
    function test_reverse_passesLookupsThrough_forTheNameToo() external {
        OffchainResolver offchain = new OffchainResolver("https://gateway", 1, address(0));
        bytes32 reverseNode = keccak256(abi.encodePacked(bytes32(0), keccak256("reverse")));
        vm.mockCall(
            address(registry),
            abi.encodeCall(registry.resolver, (reverseNode)),
            abi.encode(address(offchain))
        );
        bytes memory call =
            abi.encodeCall(IUniversalResolver.reverse, (abi.encodePacked(alice), 60));
        bytes4 callback = IUniversalResolver.reverseCallback.selector;
        (, bytes memory extra) = _lookup(call, callback);
        call = abi.encodeCall(IUniversalResolver.reverseCallback, (abi.encode("alice.sdn"), extra));
        (string memory name, address names, address reverse) =
            abi.decode(_call(call), (string, address, address));
        vm.assertEq(name, "alice.sdn", "name");
        vm.assertEq(names, address(resolver), "resolver");
        vm.assertEq(reverse, address(offchain), "reverse resolver");
    }

    function test_findResolver_goesUp() external {
        (address found, bytes32 node, uint256 offset) =
            universal.findResolver(_dns("phone", "alice"));
        vm.assertEq(found, address(resolver), "resolver of the name above");
        vm.assertEq(node, _node(aliceNode, "phone"), "node of the name");
        vm.assertEq(offset, 6, "where the name above begins");
        bytes32 phone = _subname(aliceNode, "phone", bob);
        vm.prank(bob);
        registry.setResolver(phone, address(55));
        (found,, offset) = universal.findResolver(_dns("phone", "alice"));
        vm.assertEq(found, address(55), "its own");
        vm.assertEq(offset, 0, "offset");
        (found, node, offset) = universal.findResolver(_dns("nobody"));
        vm.assertEq(found, address(0), "nobody");
    }

    function _usePlain(bytes32 refused) internal {
        PlainResolver plain = new PlainResolver(refused);
        vm.prank(alice);
        registry.setResolver(aliceNode, address(plain));
    }

    function _useOffchain(uint256 rounds, address sender) internal {
        OffchainResolver offchain = new OffchainResolver("https://gateway", rounds, sender);
        vm.prank(alice);
        registry.setResolver(aliceNode, address(offchain));
    }

    /// @dev Makes a call that must send the client elsewhere and checks what it tells the client.
    function _lookup(bytes memory call, bytes4 callback)
        internal
        view
        returns (bytes memory asked, bytes memory extra)
    {
        (bool done, bytes memory error) = address(universal).staticcall(call);
        vm.assertFalse(done, "sent elsewhere");
        vm.assertEq(
            bytes32(bytes4(error)),
            bytes32(IUniversalResolver.OffchainLookup.selector),
            "OffchainLookup"
        );
        return _lookupOf(error, callback);
    }

    function _lookupOf(bytes memory error, bytes4 callback)
        internal
        view
        returns (bytes memory, bytes memory)
    {
        bytes memory arguments = new bytes(error.length - 4);
        for (uint256 i = 0; i < arguments.length; ++i) {
            arguments[i] = error[i + 4];
        }
        (
            address sender,
            string[] memory urls,
            bytes memory asked,
            bytes4 back,
            bytes memory extra
        ) = abi.decode(arguments, (address, string[], bytes, bytes4, bytes));
        vm.assertEq(sender, address(universal), "the universal resolver asks");
        vm.assertEq(urls[0], "https://gateway", "the resolver's gateway");
        vm.assertEq(bytes32(back), bytes32(callback), "comes back to us");
        return (asked, extra);
    }

    function _call(bytes memory call) internal view returns (bytes memory answer) {
        bool done;
        (done, answer) = address(universal).staticcall(call);
        vm.assertTrue(done, "answered");
    }

    function _unsupported(bytes4 selector) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(IUniversalResolver.UnsupportedResolverProfile.selector, selector);
    }
}
