// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAddressBook} from "../../../contracts/space/IAddressBook.sol";
import {ISubnetLicense} from "../../../contracts/space/ISubnetLicense.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

contract AddressBookTest is SpaceFixture {
    SegmentId internal top;

    function setUp() public override {
        super.setUp();
        top = grantTop();
    }

    function test_bind_connectsAddressAndWallet(uint256 host, uint256 keySeed) external {
        uint256 key = boundKey(keySeed);
        address to = vm.addr(key);
        vm.assume(to != alice);
        bytes32 unicast = addressIn(top, host);
        bytes memory signed = signature(key, consentOf(unicast, to, alice, START));
        vm.expectEmit(address(book));
        emit IAddressBook.BindNonceRaised(to, 1);
        vm.expectEmit(address(book));
        emit IAddressBook.AddressBound(unicast, to, SegmentId.unwrap(top), alice, 0);
        vm.prank(alice);
        book.bind(unicast, to, START, signed);

        vm.assertEq(book.walletAt(unicast), to, "wallet");
        vm.assertEq(book.addressOf(to), unicast, "address");
        vm.assertEq(book.bindNonce(to), 1, "nonce");
        vm.assertEq(book.operatorOf(unicast).operator, alice, "operator");
    }

    function test_bind_byTheTenant_notTheHolder() external {
        lease(top, bob, END);
        bytes32 unicast = addressIn(top, 1);
        expectError(abi.encodeWithSelector(IAddressBook.NotOperator.selector, unicast, bob, alice));
        vm.prank(alice);
        book.bind(unicast, alice, 0, "");
        bindNow(unicast, wallet, walletKey);
        vm.assertEq(book.walletAt(unicast), wallet, "wallet");
    }

    function test_bind_needsNoSignature_ofTheOperatorsOwnWallet(uint256 host) external {
        bytes32 unicast = addressIn(top, host);
        vm.prank(alice);
        book.bind(unicast, alice, 0, "");
        vm.assertEq(book.walletAt(unicast), alice, "wallet");
        vm.assertEq(book.bindNonce(alice), 0, "nonce");
    }

    function test_bind_takesContractWallets() external {
        address contractWallet = address(new ContractWallet(wallet));
        bytes32 unicast = addressIn(top, 1);
        bindNow(unicast, contractWallet, walletKey);
        vm.assertEq(book.walletAt(unicast), contractWallet, "wallet");
    }

    function test_bind_replacesWhatBothSidesHad() external {
        (address other, uint256 otherKey) = makeKey("other");
        (bytes32 first, bytes32 second) = (addressIn(top, 1), addressIn(top, 2));
        bindNow(first, wallet, walletKey);
        bindNow(second, other, otherKey);

        bytes memory signed = signature(walletKey, consentOf(second, wallet, alice, START));
        vm.expectEmit(address(book));
        emit IAddressBook.AddressUnbound(second, other);
        vm.expectEmit(address(book));
        emit IAddressBook.AddressUnbound(first, wallet);
        vm.prank(alice);
        book.bind(second, wallet, START, signed);

        vm.assertEq(book.walletAt(first), address(0), "first");
        vm.assertEq(book.walletAt(second), wallet, "second");
        vm.assertEq(book.addressOf(wallet), second, "wallet's");
        vm.assertEq(book.addressOf(other), bytes32(0), "the other's");
    }

    function test_bind_again_keepsThePair() external {
        bytes32 unicast = addressIn(top, 1);
        bindNow(unicast, wallet, walletKey);
        bindNow(unicast, wallet, walletKey);
        vm.assertEq(book.walletAt(unicast), wallet, "wallet");
        vm.assertEq(book.addressOf(wallet), unicast, "address");
    }

    function test_bind_reverts_forAnyoneElse(address caller) external {
        vm.assume(caller != alice && caller != address(book));
        bytes32 unicast = addressIn(top, 1);
        bytes memory signed = signature(walletKey, consentOf(unicast, wallet, caller, START));
        expectError(
            abi.encodeWithSelector(IAddressBook.NotOperator.selector, unicast, alice, caller)
        );
        vm.prank(caller);
        book.bind(unicast, wallet, START, signed);
    }

    function test_bind_reverts_outsideOfSegments(uint256 prefix) external {
        prefix = bound(prefix, 0, 0xffff);
        vm.assume(prefix != TOP_PREFIX);
        bytes32 unicast = bytes32((uint256(1) << 248) | (prefix << 232));
        expectError(abi.encodeWithSelector(IAddressBook.NotOperated.selector, unicast));
        vm.prank(alice);
        book.bind(unicast, alice, 0, "");
    }

    function test_bind_reverts_whenTheVersionIsUnknown(bytes32 unicast) external {
        vm.assume(unicast[0] != 0x01);
        expectError(abi.encodeWithSelector(ISubnetLicense.UnknownVersion.selector, unicast));
        book.bind(unicast, wallet, START, "");
        expectError(abi.encodeWithSelector(ISubnetLicense.UnknownVersion.selector, unicast));
        book.walletAt(unicast);
    }

    function test_bind_reverts_forNobody() external {
        expectError(abi.encodeWithSelector(IAddressBook.InvalidWallet.selector, address(0)));
        vm.prank(alice);
        book.bind(addressIn(top, 1), address(0), START, "");
    }

    function test_unbind_byEitherSide(bool byWallet, uint256 host) external {
        bytes32 unicast = addressIn(top, host);
        bindNow(unicast, wallet, walletKey);
        vm.expectEmit(address(book));
        emit IAddressBook.AddressUnbound(unicast, wallet);
        vm.prank(byWallet ? wallet : alice);
        book.unbind(unicast);
        vm.assertEq(book.walletAt(unicast), address(0), "wallet");
        vm.assertEq(book.addressOf(wallet), bytes32(0), "address");
        expectError(abi.encodeWithSelector(IAddressBook.NotBound.selector, unicast));
        vm.prank(byWallet ? wallet : alice);
        book.unbind(unicast);
    }

    function test_unbind_reverts_forAnyoneElse(address caller) external {
        vm.assume(caller != wallet && caller != alice && caller != address(book));
        bytes32 unicast = addressIn(top, 1);
        bindNow(unicast, wallet, walletKey);
        expectError(abi.encodeWithSelector(IAddressBook.NotBindingParty.selector, unicast, caller));
        vm.prank(caller);
        book.unbind(unicast);
    }

    function test_binding_isOneWord() external {
        bytes32 unicast = addressIn(top, 1);
        bindNow(unicast, wallet, walletKey);
        uint256 slot;
        while (vm.load(address(book), keccak256(abi.encode(unicast, slot))) == 0) ++slot;
        vm.assertEq(
            uint256(vm.load(address(book), keccak256(abi.encode(unicast, slot)))),
            uint256(uint160(wallet)) | (uint256(16) << 160) | (uint256(START) << 168),
            "binding"
        );
    }
}
