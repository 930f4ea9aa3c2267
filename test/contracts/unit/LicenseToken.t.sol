// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {IWatchDogLicense} from "../../../contracts/watchdog/IWatchDogLicense.sol";
import {LicenseFixture} from "../support/LicenseFixture.sol";

/// @notice Licences as tokens: batches that share a word, operators, pictures, signed calls.
contract LicenseTokenTest is LicenseFixture {
    address private alice;
    uint256 private aliceKey;
    address private bob = makeAccount("bob");
    address private carol = makeAccount("carol");

    function setUp() public {
        (alice, aliceKey) = makeKey("alice");
        deployLicense(Profiles.development());
    }

    function test_issue_tellsOfEveryLicense(uint256 quantity) public {
        quantity = bound(quantity, 1, 60);
        license.issue(bob, 3);
        for (uint256 id = 4; id < 4 + quantity; ++id) {
            vm.expectEmit(address(license));
            emit IERC721.Transfer(address(0), alice, id);
        }
        license.issue(alice, quantity);
        for (uint256 id = 4; id < 4 + quantity; ++id) {
            vm.assertEq(license.ownerOf(id), alice, "holder");
        }
        vm.assertEq(license.balanceOf(alice), quantity, "balance");
    }

    function test_issueSold_notesThePurchase(uint256 first, uint256 second, uint256 granted)
        public
    {
        first = bound(first, 1, 60);
        second = bound(second, 1, 60);
        granted = bound(granted, 0, 60);
        license.issue(alice, granted);
        vm.assertEq(license.accountOf(alice).boughtAt, 0, "nothing bought");
        (uint256 id, uint256 bought) = license.issueSold(alice, first);
        vm.assertEq(id, granted + 1, "first id");
        vm.assertEq(bought, first, "bought");
        uint64 time = uint64(vm.getBlockTimestamp());
        skip(10);
        (, bought) = license.issueSold(alice, second);
        vm.assertEq(bought, first + second, "in all");
        IWatchDogLicense.Account memory account = license.accountOf(alice);
        vm.assertEq(account.held, granted + first + second, "held");
        vm.assertEq(account.bought, first + second, "bought");
        vm.assertEq(account.boughtAt, time, "the first time counts");
    }

    function test_transfer_ofAnyInABatch_leavesTheOthers(uint256 size, uint256 which) public {
        size = bound(size, 1, 45);
        which = bound(which, 1, size);
        license.issue(alice, size);
        license.issue(bob, 2);
        transfer(which, carol);
        for (uint256 id = 1; id <= size; ++id) {
            vm.assertEq(license.ownerOf(id), id == which ? carol : alice, "holder");
        }
        vm.assertEq(license.ownerOf(size + 1), bob, "the next batch");
        vm.assertEq(license.balanceOf(alice), size - 1, "alice");
        vm.assertEq(license.balanceOf(carol), 1, "carol");
    }

    function test_ownerOf_reverts_whenThereIsNone(uint256 size, uint256 id) public {
        size = bound(size, 0, 45);
        license.issue(alice, size);
        if (id != 0) id = bound(id, size + 1, type(uint256).max);
        bytes memory refusal =
            abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id);
        expectError(refusal);
        license.ownerOf(id);
        expectError(refusal);
        license.tokenURI(id);
        expectError(refusal);
        license.setOperator(id, bob);
        expectError(refusal);
        license.transferFrom(address(0), bob, id);
    }

    function test_transfer_reverts_forStrangers(uint256 which, address stranger) public {
        which = bound(which, 1, 5);
        vm.assume(stranger != alice && stranger != address(0) && stranger != address(license));
        license.issue(alice, 5);
        expectError(
            abi.encodeWithSelector(
                IERC721Errors.ERC721InsufficientApproval.selector, stranger, which
            )
        );
        vm.prank(stranger);
        license.transferFrom(alice, stranger, which);
    }

    function test_approve_letsOneMoveItOnce(uint256 which) public {
        which = bound(which, 1, 5);
        license.issue(alice, 5);
        vm.prank(alice);
        license.approve(bob, which);
        vm.assertEq(license.getApproved(which), bob, "approved");
        vm.assertEq(license.getApproved(which % 5 + 1), address(0), "that one only");
        vm.prank(bob);
        license.transferFrom(alice, carol, which);
        vm.assertEq(license.getApproved(which), address(0), "ended");
        // Neither does it come back with the licence.
        transfer(which, alice);
        vm.assertEq(license.getApproved(which), address(0), "for good");
    }

    function test_approve_reverts_forOthers() public {
        license.issue(alice, 1);
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, bob));
        vm.prank(bob);
        license.approve(bob, 1);
    }

    function test_setOperator_letsItRegister_untilTheNextTransfer(uint256 which) public {
        which = bound(which, 1, 5);
        license.issue(alice, 5);
        vm.expectEmit(address(license));
        emit IWatchDogLicense.OperatorSet(which, bob);
        vm.expectEmit(address(license));
        emit IERC4906.MetadataUpdate(which);
        vm.prank(alice);
        license.setOperator(which, bob);
        vm.assertEq(license.operatorOf(which), bob, "operator");
        vm.prank(bob);
        license.registerIdentity(which, 11);
        vm.assertEq(license.commitmentOf(which), 11, "registered");

        transfer(which, carol);
        vm.assertEq(license.operatorOf(which), address(0), "ended");
        refuse(bob, which);
        transfer(which, alice);
        refuse(bob, which);
    }

    function test_setOperator_endsTheFormerOne(address next) public {
        vm.assume(next != bob);
        license.issue(alice, 1);
        vm.startPrank(alice);
        license.setOperator(1, bob);
        license.setOperator(1, next);
        vm.stopPrank();
        refuse(bob, 1);
        vm.assertEq(license.operatorOf(1), next, "next");
    }

    /// @dev Running a licence is not holding it.
    function test_operator_movesAndNamesNothing() public {
        license.issue(alice, 1);
        vm.prank(alice);
        license.setOperator(1, bob);
        vm.startPrank(bob);
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, 1)
        );
        license.transferFrom(alice, bob, 1);
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotLicenseHolder.selector, 1, bob));
        license.setOperator(1, carol);
        vm.stopPrank();
    }

    function test_setOperator_reverts_forOthers(address caller) public {
        vm.assume(caller != alice && caller != address(license));
        license.issue(alice, 1);
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotLicenseHolder.selector, 1, caller));
        vm.prank(caller);
        license.setOperator(1, caller);
    }

    function test_tokenURI_showsIdentityAndOperator() public {
        license.issue(alice, 7);
        string memory bare = license.tokenURI(7);
        vm.prank(alice);
        license.registerIdentity(7, 11);
        string memory registered = license.tokenURI(7);
        vm.prank(alice);
        license.setOperator(7, bob);
        string memory operated = license.tokenURI(7);
        vm.assertNotEq(keccak256(bytes(bare)), keccak256(bytes(registered)), "identity");
        vm.assertNotEq(keccak256(bytes(registered)), keccak256(bytes(operated)), "operator");
        transfer(7, bob);
        vm.assertEq(license.tokenURI(7), bare, "a transfer ends both");
    }

    function test_supportsInterface() public view {
        bytes4[4] memory ids = [
            type(IERC165).interfaceId,
            type(IERC721).interfaceId,
            type(IERC721Metadata).interfaceId,
            bytes4(0x49064906)
        ];
        for (uint256 i = 0; i < ids.length; ++i) {
            vm.assertTrue(license.supportsInterface(ids[i]), "supported");
        }
        vm.assertFalse(license.supportsInterface(0xffffffff), "not all");
    }

    function test_balanceOf_reverts_forNobody() public {
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        license.balanceOf(address(0));
    }

    /// @dev A relayer brings what the holder signed: an operator and an identity, once.
    function test_callBySignature_actsAsTheHolder(uint256 lifetime) public {
        license.issue(alice, 1);
        uint256 deadline = vm.getBlockTimestamp() + bound(lifetime, 0, 365 days);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IWatchDogLicense.setOperator, (1, bob));
        calls[1] = abi.encodeCall(IWatchDogLicense.registerIdentity, (1, 11));
        bytes32 digest = license.hashCalls(ISignedCalls.Calls(alice, calls, 0, deadline));
        bytes memory signed = signature(aliceKey, digest);
        vm.prank(carol);
        license.callBySignature(alice, calls, deadline, signed);
        vm.assertEq(license.operatorOf(1), bob, "operator");
        vm.assertEq(license.commitmentOf(1), 11, "identity");
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, alice));
        license.callBySignature(alice, calls, deadline, signed);
    }

    /// @dev A batch writes one word of holders and one of the account, whatever its size up to BATCH.
    function test_issue_writesOneWord_perBatch(uint256 quantity) public {
        quantity = bound(quantity, 1, 60);
        license.issue(alice, quantity);
        uint256 slot = 0;
        // The mapping whose entry 1 holds alice.
        while (wordOf(slot, 1) != uint160(alice)) ++slot;
        uint256 written;
        for (uint256 id = 1; id <= quantity; ++id) {
            if (wordOf(slot, id) != 0) ++written;
        }
        vm.assertEq(written, (quantity + 19) / 20);
    }

    function wordOf(uint256 slot, uint256 id) private view returns (uint256) {
        return uint256(vm.load(address(license), keccak256(abi.encode(id, slot))));
    }

    function refuse(address caller, uint256 id) private {
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotLicenseHolder.selector, id, caller));
        vm.prank(caller);
        license.registerIdentity(id, 99);
    }
}
