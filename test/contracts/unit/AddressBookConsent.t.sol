// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {AddressBook} from "../../../contracts/space/AddressBook.sol";
import {IAddressBook} from "../../../contracts/space/IAddressBook.sol";
import {SegmentId} from "../../../contracts/space/SegmentId.sol";
import {SpaceFixture} from "../support/SpaceFixture.sol";

/// @notice A wallet's consent serves once, for one operator, address, chain and contract, in time, in one form.
contract AddressBookConsentTest is SpaceFixture {
    uint256 private constant ORDER =
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    SegmentId internal top;
    bytes32 internal unicast;
    bytes internal signed;

    function setUp() public override {
        super.setUp();
        top = grantTop();
        unicast = addressIn(top, 7);
        signed = signature(walletKey, consentOf(unicast, wallet, alice, END));
    }

    function test_consent_servesOnce() external {
        _bind(signed);
        vm.prank(wallet);
        book.unbind(unicast);
        _expectRefused(signed);
    }

    function test_consent_fails_afterCancelling() external {
        vm.expectEmit(address(book));
        emit IAddressBook.BindNonceRaised(wallet, 1);
        vm.prank(wallet);
        book.cancelConsent();
        _expectRefused(signed);
    }

    function test_consent_fails_forAnotherOperator(address operator) external {
        vm.assume(operator != address(0) && operator != alice && operator != wallet);
        vm.assume(operator != address(book));
        transfer(top, operator);
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, wallet));
        vm.prank(operator);
        book.bind(unicast, wallet, END, signed);
    }

    function test_consent_fails_forAnotherAddress_orDeadline(uint256 host, uint256 deadline)
        external
    {
        bytes32 other = addressIn(top, host);
        vm.assume(other != unicast);
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, wallet));
        vm.prank(alice);
        book.bind(other, wallet, END, signed);

        deadline = bound(deadline, END + 1, type(uint256).max);
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, wallet));
        vm.prank(alice);
        book.bind(unicast, wallet, deadline, signed);
    }

    function test_consent_fails_whenExpired(uint256 deadline, uint256 late) external {
        deadline = bound(deadline, START, END - 2);
        late = bound(late, deadline + 1, END - 1);
        bytes memory early = signature(walletKey, consentOf(unicast, wallet, alice, deadline));
        vm.warp(late);
        expectError(abi.encodeWithSelector(ISignedCalls.SignatureExpired.selector, deadline, late));
        vm.prank(alice);
        book.bind(unicast, wallet, deadline, early);
    }

    function test_consent_fails_onAnotherChain_orInAnotherContract() external {
        AddressBook other = new AddressBook(segments);
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, wallet));
        vm.prank(alice);
        other.bind(unicast, wallet, END, signed);
        vm.chainId(block.chainid + 1);
        _expectRefused(signed);
    }

    function test_consent_fails_inAnyOtherForm(uint8 v, bytes calldata anything) external {
        (uint8 right, bytes32 r, bytes32 s) =
            vm.sign(walletKey, consentOf(unicast, wallet, alice, END));
        bytes32 high = bytes32(ORDER - uint256(s));
        _expectRefused(abi.encodePacked(r, high, right == 27 ? uint8(28) : uint8(27)));
        vm.assume(v != right);
        _expectRefused(abi.encodePacked(r, s, v));
        // EIP-2098's short form.
        bytes32 short = bytes32(uint256(s) | (uint256(right - 27) << 255));
        _expectRefused(abi.encodePacked(r, short));
        _expectRefused(anything);
    }

    function test_consent_fails_ofAnyoneElse(uint256 seed) external {
        uint256 key = boundKey(seed);
        vm.assume(key != walletKey);
        _expectRefused(signature(key, consentOf(unicast, wallet, alice, END)));
    }

    function test_bind_throughARelayer() external {
        (, uint256 aliceKey) = makeKey("alice");
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(book.bind, (unicast, wallet, END, signed));
        bytes memory ours =
            signature(aliceKey, book.hashCalls(ISignedCalls.Calls(alice, calls, 0, END)));
        vm.prank(carol);
        book.callBySignature(alice, calls, END, ours);
        vm.assertEq(book.walletAt(unicast), wallet, "wallet");
    }

    function _bind(bytes memory with) internal {
        vm.prank(alice);
        book.bind(unicast, wallet, END, with);
    }

    function _expectRefused(bytes memory with) internal {
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, wallet));
        _bind(with);
    }
}
