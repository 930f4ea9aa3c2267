// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidRegistryTest is IdentityTest {
    function test_create_givesTheIdThatDidOfForetold(address creator, bytes32 salt) external {
        vm.assume(creator != address(0) && creator != controller);
        DidId foretold = registry.didOf(creator, salt);
        bytes32 hash = keccak256(abi.encode(block.chainid, address(registry), creator, salt));
        vm.assertEq(DidId.unwrap(foretold), uint256(hash) & type(uint160).max, "160 bits");

        vm.expectEmit(address(registry));
        emit IDidRegistry.DidCreated(foretold, creator, salt);
        vm.expectEmit(address(registry));
        emit IERC721.Transfer(address(0), creator, DidId.unwrap(foretold));
        DidId created = createDid(creator, salt);

        vm.assertEq(DidId.unwrap(created), DidId.unwrap(foretold), "id");
        vm.assertEq(registry.ownerOf(DidId.unwrap(created)), creator, "holder");
        vm.assertEq(registry.balanceOf(creator), 1, "balance");
        vm.assertEq(registry.nonceOf(created), 0, "nonce");
    }

    function test_create_reverts_whenTheSaltWasUsed(address newHolder, bool moved) external {
        vm.assume(newHolder != address(0));
        if (moved) transfer(did, controller, newHolder);
        expectError(abi.encodeWithSelector(IDidRegistry.DidExists.selector, did));
        createDid(controller, "first");
    }

    function test_didOf_differs_byChainRegistryCreatorAndSalt(address creator, bytes32 salt)
        external
    {
        uint256 id = DidId.unwrap(registry.didOf(creator, salt));
        DidRegistry other = newRegistry();
        vm.assertNotEq(DidId.unwrap(other.didOf(creator, salt)), id, "registry");
        vm.assertNotEq(DidId.unwrap(registry.didOf(creator, ~salt)), id, "salt");
        vm.assertNotEq(
            DidId.unwrap(registry.didOf(address(~uint160(creator)), salt)), id, "creator"
        );
        vm.chainId(block.chainid + 1);
        vm.assertNotEq(DidId.unwrap(registry.didOf(creator, salt)), id, "chain");
    }

    function test_transfer_movesControlAndRaisesTheNonce(address to) external {
        vm.assume(to != address(0) && to != controller);
        vm.expectEmit(address(registry));
        emit IERC721.Transfer(controller, to, DidId.unwrap(did));
        vm.expectEmit(address(registry));
        emit IDidRegistry.DidNonceBumped(did, 1, to, block.number);
        transfer(did, controller, to);
        vm.assertEq(registry.ownerOf(DidId.unwrap(did)), to, "holder");
        vm.assertEq(registry.nonceOf(did), 1, "nonce");
        vm.assertEq(registry.balanceOf(controller), 0, "old balance");
        vm.assertEq(registry.balanceOf(to), 1, "new balance");
        expectError(abi.encodeWithSelector(IDidRegistry.NotController.selector, did, controller));
        vm.prank(controller);
        registry.bumpNonce(did);
    }

    function test_transfer_keepsTheBalance_whenToOneself() external {
        transfer(did, controller, controller);
        vm.assertEq(registry.balanceOf(controller), 1, "balance");
        vm.assertEq(registry.nonceOf(did), 1, "nonce");
    }

    function test_transfer_reverts_whenCallerIsNeitherHolderNorApproved(address caller) external {
        vm.assume(caller != controller && caller != address(0));
        expectError(
            abi.encodeWithSelector(
                IERC721Errors.ERC721InsufficientApproval.selector, caller, DidId.unwrap(did)
            )
        );
        vm.prank(caller);
        registry.transferFrom(controller, caller, DidId.unwrap(did));
    }

    function test_transfer_reverts_whenFromIsNotTheHolder(address from) external {
        vm.assume(from != controller);
        expectError(
            abi.encodeWithSelector(
                IERC721Errors.ERC721IncorrectOwner.selector, from, DidId.unwrap(did), controller
            )
        );
        vm.prank(controller);
        registry.transferFrom(from, wallet, DidId.unwrap(did));
    }

    function test_transfer_reverts_whenDidDoesNotExist(uint256 id) external {
        vm.assume(id != DidId.unwrap(did));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        vm.prank(controller);
        registry.transferFrom(controller, wallet, id);
    }

    function test_approve_allowsOneTransfer(address spender) external {
        vm.assume(spender != address(0) && spender != controller);
        uint256 id = DidId.unwrap(did);
        vm.prank(controller);
        registry.approve(spender, id);
        vm.assertEq(registry.getApproved(id), spender, "approved");
        vm.prank(spender);
        registry.transferFrom(controller, wallet, id);
        vm.assertEq(registry.getApproved(id), address(0), "spent");
        vm.assume(spender != wallet);
        expectError(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, spender, id)
        );
        vm.prank(spender);
        registry.transferFrom(wallet, spender, id);
    }

    function test_approve_ends_whenTheNonceIsBumped(address spender) external {
        vm.startPrank(controller);
        registry.approve(spender, DidId.unwrap(did));
        registry.bumpNonce(did);
        vm.assertEq(registry.getApproved(DidId.unwrap(did)), address(0), "approved");
    }

    function test_approve_reverts_whenCallerHasNoSay(address caller) external {
        vm.assume(caller != controller && caller != address(0));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, caller));
        vm.prank(caller);
        registry.approve(caller, DidId.unwrap(did));
    }

    function test_setApprovalForAll_letsAnOperatorApproveAndTransfer(address operator) external {
        vm.assume(operator != address(0) && operator != controller);
        vm.prank(controller);
        registry.setApprovalForAll(operator, true);
        vm.startPrank(operator);
        registry.approve(wallet, DidId.unwrap(did));
        vm.assertEq(registry.getApproved(DidId.unwrap(did)), wallet, "approved by operator");
        registry.transferFrom(controller, operator, DidId.unwrap(did));
        vm.assertEq(registry.ownerOf(DidId.unwrap(did)), operator, "holder");
    }

    function test_bumpNonce_raisesTheNonce(uint8 times) external {
        for (uint64 i = 1; i <= times % 8; ++i) {
            vm.expectEmit(address(registry));
            emit IDidRegistry.DidNonceBumped(did, i, controller, block.number);
            vm.prank(controller);
            registry.bumpNonce(did);
        }
        vm.assertEq(registry.nonceOf(did), times % 8, "nonce");
    }

    function test_balanceOf_reverts_whenOwnerIsZero() external {
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        registry.balanceOf(address(0));
    }

    function test_supportsInterface_namesErc721AndItsOwn() external view {
        vm.assertTrue(registry.supportsInterface(type(IERC721).interfaceId), "ERC-721");
        vm.assertTrue(registry.supportsInterface(type(IDidRegistry).interfaceId), "own");
        vm.assertFalse(registry.supportsInterface(0xffffffff), "ERC-165's no");
    }
}
