// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameResolver} from "../../../contracts/names/INameResolver.sol";
import {NamesFixture} from "../support/NamesFixture.sol";

contract NameResolverTest is NamesFixture {
    event AddrChanged(bytes32 indexed node, address a);
    event AddressChanged(bytes32 indexed node, uint256 coinType, bytes newAddress);
    event TextChanged(bytes32 indexed node, string indexed indexedKey, string key, string value);
    event ContenthashChanged(bytes32 indexed node, bytes hash);
    event NameChanged(bytes32 indexed node, string name);
    event WildcardChanged(bytes32 indexed node, bool on);

    uint256 internal constant EVM = 0x80000000;

    function test_setAddr_points(address account) external {
        vm.expectEmit(address(resolver));
        emit AddressChanged(aliceNode, 60, abi.encodePacked(account));
        vm.expectEmit(address(resolver));
        emit AddrChanged(aliceNode, account);
        vm.prank(alice);
        resolver.setAddr(aliceNode, account);
        // The zero address too: it takes the holder's place.
        vm.assertEq(resolver.addr(aliceNode), account, "address");
        vm.assertEq(resolver.addr(aliceNode, 60), abi.encodePacked(account), "coin type 60");
    }

    function test_setAddr_takesBytes_ofOtherCoins(uint256 coinType, bytes calldata value) external {
        coinType = coinType % 2 == 0
            ? bound(coinType, 0, 59)
            : bound(coinType, 2 * EVM, type(uint256).max);
        vm.prank(alice);
        resolver.setAddr(aliceNode, coinType, value);
        vm.assertEq(resolver.addr(aliceNode, coinType), value, "address");
    }

    function test_setAddr_reverts_whenNoEvmAddress(bytes calldata value, uint256 chainId) external {
        vm.assume(value.length != 20 && value.length != 0);
        uint256 coinType = chainId % 2 == 0 ? 60 : EVM | bound(chainId, 0, EVM - 1);
        expectError(abi.encodeWithSelector(INameResolver.InvalidAddress.selector, coinType, value));
        vm.prank(alice);
        resolver.setAddr(aliceNode, coinType, value);
    }

    function test_addr_fallsBack(uint256 chainId, address own, address all) external {
        uint256 coinType = EVM | bound(chainId, 1, EVM - 1);
        uint256 here = EVM | block.chainid;
        vm.assertEq(resolver.addr(aliceNode), alice, "holder");
        vm.assertEq(resolver.addr(aliceNode, here), abi.encodePacked(alice), "holder, this chain");
        if (coinType != here) vm.assertEq(resolver.addr(aliceNode, coinType), "", "other chain");
        vm.assertEq(resolver.addr(aliceNode, 0), "", "no EVM chain");
        vm.assertEq(resolver.addr(aliceNode, EVM), "", "no default");

        vm.startPrank(alice);
        resolver.setAddr(aliceNode, EVM, abi.encodePacked(all));
        vm.assertEq(resolver.addr(aliceNode), all, "default");
        vm.assertEq(resolver.addr(aliceNode, coinType), abi.encodePacked(all), "default, a chain");
        resolver.setAddr(aliceNode, coinType, abi.encodePacked(own));
        vm.assertEq(resolver.addr(aliceNode, coinType), abi.encodePacked(own), "own record");
        resolver.setAddr(aliceNode, coinType, "");
        vm.assertEq(resolver.addr(aliceNode, coinType), abi.encodePacked(all), "default again");
    }

    function test_setText_keepsIt(string calldata key, string calldata value) external {
        vm.expectEmit(address(resolver));
        emit TextChanged(aliceNode, key, key, value);
        vm.prank(alice);
        resolver.setText(aliceNode, key, value);
        vm.assertEq(resolver.text(aliceNode, key), value, "text");
    }

    function test_otherRecords_areKept(bytes calldata hash, string calldata name) external {
        vm.startPrank(alice);
        vm.expectEmit(address(resolver));
        emit ContenthashChanged(aliceNode, hash);
        resolver.setContenthash(aliceNode, hash);
        vm.expectEmit(address(resolver));
        emit NameChanged(aliceNode, name);
        resolver.setName(aliceNode, name);
        vm.expectEmit(address(resolver));
        emit WildcardChanged(aliceNode, true);
        resolver.setWildcard(aliceNode, true);
        vm.assertEq(resolver.contenthash(aliceNode), hash, "content hash");
        vm.assertEq(resolver.name(aliceNode), name, "name");
        vm.assertTrue(resolver.wildcard(aliceNode), "wildcard");
    }

    function test_multicall_writesAllOrNothing() external {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(INameResolver.setText, (aliceNode, "a", "1"));
        calls[1] = abi.encodeCall(INameResolver.setName, (aliceNode, "alice"));
        vm.prank(alice);
        resolver.multicall(calls);
        vm.assertEq(resolver.text(aliceNode, "a"), "1", "text");
        calls[0] = abi.encodeCall(INameResolver.setText, (aliceNode, "a", "2"));
        calls[1] = abi.encodeCall(INameResolver.setName, (SDN, "alice"));
        expectError(abi.encodeWithSelector(INameResolver.NotAuthorized.selector, SDN, alice));
        vm.prank(alice);
        resolver.multicall(calls);
        vm.assertEq(resolver.text(aliceNode, "a"), "1", "unchanged");
    }

    /// The registrar too, once its transaction is over.
    function test_writing_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != alice);
        _expectRefusals(aliceNode, caller);
        _expectRefusals(aliceNode, address(registrar));
    }

    function test_writing_reverts_forNamesThatAreNotLive() external {
        _expectRefusals(_node(SDN, "nobody"), alice);
        _warpToEnd();
        _expectRefusals(aliceNode, alice);
    }

    function test_writing_isForTheApprovedToo() external {
        vm.prank(alice);
        registry.approve(bob, uint256(aliceNode));
        vm.prank(bob);
        resolver.setText(aliceNode, "a", "1");
        vm.startPrank(alice);
        registry.approve(address(0), uint256(aliceNode));
        registry.setApprovalForAll(governor, true);
        vm.stopPrank();
        vm.prank(governor);
        resolver.setText(aliceNode, "a", "2");
        vm.assertEq(resolver.text(aliceNode, "a"), "2", "text");
        vm.assertTrue(_refuses(bob, abi.encodeCall(INameResolver.setText, (aliceNode, "a", "3"))));
    }

    function test_records_sleepInGrace_andEndWithTheRegistration() external {
        vm.startPrank(alice);
        resolver.setText(aliceNode, "a", "1");
        resolver.setContenthash(aliceNode, hex"01");
        resolver.setName(aliceNode, "x");
        resolver.setWildcard(aliceNode, true);
        resolver.setAddr(aliceNode, bob);
        resolver.setAddr(aliceNode, 0, hex"02");
        vm.stopPrank();
        _warpToEnd();
        _assertEmpty(aliceNode, address(0));
        vm.prank(address(registrar));
        registry.renew(aliceNode, uint40(block.timestamp + 1));
        vm.assertEq(resolver.text(aliceNode, "a"), "1", "renewed");
        _warpToRelease();
        vm.prank(address(registrar));
        registry.register("alice", governor, type(uint40).max);
        _assertEmpty(aliceNode, governor);
    }

    function test_resolve_answersAsTheFunctions(string calldata key, string calldata value)
        external
    {
        vm.startPrank(alice);
        resolver.setText(aliceNode, key, value);
        resolver.setContenthash(aliceNode, hex"e301");
        resolver.setName(aliceNode, "x");
        vm.stopPrank();
        // The node inside the call is the client's and counts for nothing.
        bytes memory dns = _dns("alice");
        bytes[] memory calls = new bytes[](5);
        calls[0] = abi.encodeCall(INameResolver.text, (bytes32(0), key));
        calls[1] = abi.encodeWithSignature("addr(bytes32)", 0);
        calls[2] = abi.encodeWithSignature("addr(bytes32,uint256)", 0, 60);
        calls[3] = abi.encodeCall(INameResolver.contenthash, (0));
        calls[4] = abi.encodeCall(INameResolver.name, (0));
        bytes[] memory expected = new bytes[](5);
        expected[0] = abi.encode(value);
        expected[1] = abi.encode(alice);
        expected[2] = abi.encode(abi.encodePacked(alice));
        expected[3] = abi.encode(hex"e301");
        expected[4] = abi.encode("x");
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.assertEq(resolver.resolve(dns, calls[i]), expected[i], "one");
        }
        bytes memory all = resolver.resolve(dns, abi.encodeCall(INameResolver.multicall, (calls)));
        vm.assertEq(all, abi.encode(expected), "all");
    }

    function test_resolve_answersBelow_onlyWhenAsked() external {
        bytes memory dns = _dns("anything", "alice");
        bytes memory data = abi.encodeWithSignature("addr(bytes32)", 0);
        vm.assertEq(resolver.resolve(dns, data), abi.encode(address(0)), "not asked");
        vm.prank(alice);
        resolver.setWildcard(aliceNode, true);
        vm.assertEq(resolver.resolve(dns, data), abi.encode(alice), "the name above answers");
        // A registered name, also an empty one, never borrows from another holder.
        bytes32 node = _subname(aliceNode, "anything", bob);
        vm.prank(bob);
        resolver.setAddr(node, address(0));
        vm.assertEq(resolver.resolve(dns, data), abi.encode(address(0)), "bob's own");
        bytes memory deeper = abi.encodePacked(hex"0161", dns);
        vm.assertEq(resolver.resolve(deeper, data), abi.encode(address(0)), "bob did not ask");
        vm.prank(alice);
        registry.removeSubname(node);
        vm.assertEq(resolver.resolve(deeper, data), abi.encode(alice), "alice's again");
    }

    function test_resolve_answersNothing_forNamesOfNobody() external view {
        bytes memory data = abi.encodeWithSignature("addr(bytes32)", 0);
        vm.assertEq(resolver.resolve(_dns("nobody"), data), abi.encode(address(0)), "nobody");
        vm.assertEq(resolver.resolve(hex"00", data), abi.encode(address(0)), "the root");
    }

    function test_resolve_reverts_onOtherCalls(bytes4 selector) external {
        bytes memory dns = _dns("alice");
        vm.assume(!resolver.supportsInterface(selector));
        expectError(
            abi.encodeWithSelector(INameResolver.UnsupportedResolverProfile.selector, selector)
        );
        resolver.resolve(dns, abi.encodePacked(selector));
    }

    function test_resolve_reverts_whenNoDnsName() external {
        bytes[4] memory bad = [bytes(""), hex"05616c", hex"0161", hex"0000"];
        for (uint256 i = 0; i < bad.length; ++i) {
            expectError(abi.encodeWithSelector(INameResolver.DNSDecodingFailed.selector, bad[i]));
            resolver.resolve(bad[i], hex"3b3b57de");
        }
    }

    function test_supportsInterface() external view {
        bytes4[8] memory known = [
            bytes4(0x01ffc9a7), // ERC-165
            bytes4(0x3b3b57de), // addr
            bytes4(0xf1cb7e06), // addr with coin type
            bytes4(0x59d1d43c), // text
            bytes4(0xbc1c58d1), // contenthash
            bytes4(0x691f3431), // name
            bytes4(0xac9650d8), // multicall
            bytes4(0x9061b923) // resolve
        ];
        for (uint256 i = 0; i < known.length; ++i) {
            vm.assertTrue(resolver.supportsInterface(known[i]), "known");
        }
        vm.assertFalse(resolver.supportsInterface(0xffffffff), "unknown");
    }

    function _assertEmpty(bytes32 node, address holder) internal view {
        vm.assertEq(resolver.text(node, "a"), "", "text");
        vm.assertEq(resolver.contenthash(node), "", "content hash");
        vm.assertEq(resolver.name(node), "", "name");
        vm.assertFalse(resolver.wildcard(node), "wildcard");
        vm.assertEq(resolver.addr(node), holder, "address");
        vm.assertEq(resolver.addr(node, 0), "", "other coin");
    }

    function _expectRefusals(bytes32 node, address caller) internal {
        bytes[6] memory calls = [
            abi.encodeWithSignature("setAddr(bytes32,address)", node, caller),
            abi.encodeWithSignature("setAddr(bytes32,uint256,bytes)", node, 0, hex"01"),
            abi.encodeCall(INameResolver.setText, (node, "a", "b")),
            abi.encodeCall(INameResolver.setContenthash, (node, hex"01")),
            abi.encodeCall(INameResolver.setName, (node, "a")),
            abi.encodeCall(INameResolver.setWildcard, (node, true))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool done, bytes memory reason) = address(resolver).call(calls[i]);
            vm.assertFalse(done, "refused");
            bytes memory expected =
                abi.encodeWithSelector(INameResolver.NotAuthorized.selector, node, caller);
            vm.assertEq(reason, expected, "reason");
        }
    }

    function _refuses(address caller, bytes memory data) internal returns (bool) {
        vm.prank(caller);
        (bool done,) = address(resolver).call(data);
        return !done;
    }
}
