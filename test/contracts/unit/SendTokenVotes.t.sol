// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "../support/Genesis.sol";

/// @notice SEND as votes: who has them, since when, and what they cost those who do not use them.
contract SendTokenVotesTest is Test {
    /// @dev The place of the balances among the token's storage: see test_accountWord.
    uint256 private constant ACCOUNTS_SLOT = 12;
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    address private treasury = makeAccount("treasury");
    address private alice;
    uint256 private aliceKey;
    address private bob = makeAccount("bob");
    address private carol = makeAccount("carol");
    SendToken private token;

    function setUp() external {
        (alice, aliceKey) = makeKey("alice");
        vm.warp(1_750_000_000);
        token = Genesis.token(treasury, treasury);
    }

    function test_clock_isTheTime(uint48 time) external {
        vm.warp(time);
        vm.assertEq(token.clock(), time, "clock");
        vm.assertEq(token.CLOCK_MODE(), "mode=timestamp", "mode");
    }

    function test_delegate_movesVotes_andKeepsBalances(uint256 held, uint256 moved) external {
        held = bound(held, 1, Genesis.ALLOCATION);
        moved = bound(moved, 0, held);
        _give(alice, held);
        vm.assertEq(token.getVotes(alice), 0, "nobody votes unasked");

        vm.expectEmit(address(token));
        emit IVotes.DelegateChanged(alice, address(0), bob);
        vm.expectEmit(address(token));
        emit IVotes.DelegateVotesChanged(bob, 0, held);
        vm.prank(alice);
        token.delegate(bob);
        vm.assertEq(token.getVotes(bob), held, "votes of the delegate");
        vm.assertEq(token.balanceOf(alice), held, "balance");

        vm.prank(alice);
        vm.assertTrue(token.transfer(carol, moved));
        vm.assertEq(token.getVotes(bob), held - moved, "votes follow the balance");
        vm.assertEq(token.getVotes(carol), 0, "not to somebody without a delegate");
        vm.assertEq(token.balanceOf(alice), held - moved, "alice");
        vm.assertEq(token.balanceOf(carol), moved, "carol");
    }

    function test_transfer_movesVotes_betweenDelegates(uint256 held, uint256 moved) external {
        held = bound(held, 1, Genesis.ALLOCATION);
        moved = bound(moved, 0, held);
        _give(alice, held);
        _delegate(alice, alice);
        _delegate(carol, bob);
        vm.prank(alice);
        vm.assertTrue(token.transfer(carol, moved));
        vm.assertEq(token.getVotes(alice), held - moved, "sender's");
        vm.assertEq(token.getVotes(bob), moved, "receiver's delegate");
    }

    function test_transfer_toOneself_changesNothing(uint256 held, uint256 moved, bool delegated)
        external
    {
        held = bound(held, 1, Genesis.ALLOCATION);
        moved = bound(moved, 0, held);
        _give(alice, held);
        if (delegated) _delegate(alice, alice);
        vm.prank(alice);
        vm.assertTrue(token.transfer(alice, moved));
        vm.assertEq(token.balanceOf(alice), held, "balance");
        vm.assertEq(token.getVotes(alice), delegated ? held : 0, "votes");
    }

    function test_mint_andBurn_moveVotes(uint256 minted, uint256 burned) external {
        minted = bound(minted, 0, token.CAP() - Genesis.ALLOCATION);
        burned = bound(burned, 0, minted);
        _delegate(alice, bob);
        vm.prank(treasury);
        token.mint(alice, minted);
        vm.assertEq(token.getVotes(bob), minted, "minted");
        vm.prank(alice);
        token.burn(burned);
        vm.assertEq(token.getVotes(bob), minted - burned, "burned");
    }

    function test_getPastVotes_rememberEverySecond(uint256 first, uint256 second) external {
        first = bound(first, 1, Genesis.ALLOCATION / 2);
        second = bound(second, 1, Genesis.ALLOCATION / 2);
        uint256 start = vm.getBlockTimestamp();
        _delegate(alice, alice);
        _give(alice, first);
        vm.warp(start + 10);
        _give(alice, second);
        vm.prank(treasury);
        token.burn(1);
        vm.warp(start + 20);
        vm.assertEq(token.getPastVotes(alice, start - 1), 0, "before");
        vm.assertEq(token.getPastVotes(alice, start), first, "first");
        vm.assertEq(token.getPastVotes(alice, start + 9), first, "until the change");
        vm.assertEq(token.getPastVotes(alice, start + 10), first + second, "second");
        vm.assertEq(token.getPastTotalSupply(start + 9), Genesis.ALLOCATION, "supply");
        vm.assertEq(token.getPastTotalSupply(start + 10), Genesis.ALLOCATION - 1, "burned");
    }

    function test_getPastVotes_reverts_beforeTheSecondIsOver(uint48 ahead) external {
        uint256 timepoint = vm.getBlockTimestamp() + ahead;
        bytes memory refusal = abi.encodeWithSelector(
            Votes.ERC5805FutureLookup.selector, timepoint, vm.getBlockTimestamp()
        );
        expectError(refusal);
        token.getPastVotes(alice, timepoint);
        expectError(refusal);
        token.getPastTotalSupply(timepoint);
    }

    /// @dev Votes borrowed and given back within one second were never there.
    function test_getPastVotes_neverSeeWhatAFlashLoanLent(uint256 lent) external {
        lent = bound(lent, 1, Genesis.ALLOCATION);
        uint256 start = vm.getBlockTimestamp();
        _delegate(alice, alice);
        _give(alice, lent);
        vm.assertEq(token.getVotes(alice), lent, "lent");
        vm.prank(alice);
        vm.assertTrue(token.transfer(treasury, lent));
        vm.warp(start + 1);
        vm.assertEq(token.getPastVotes(alice, start), 0, "past");
    }

    function test_delegate_endsVotes_whenTakenBack(uint256 held, uint256 moved) external {
        held = bound(held, 1, Genesis.ALLOCATION);
        moved = bound(moved, 0, held);
        _give(alice, held);
        _delegate(alice, bob);
        _delegate(alice, address(0));
        vm.assertEq(token.getVotes(bob), 0, "votes");
        vm.prank(alice);
        vm.assertTrue(token.transfer(carol, moved));
        vm.assertEq(token.getVotes(bob), 0, "still");
        vm.assertEq(token.balanceOf(alice), held - moved, "balance");
        _delegate(alice, bob);
        vm.assertEq(token.getVotes(bob), held - moved, "again");
    }

    function test_delegateBySig_delegatesOnce(uint256 held, uint256 lifetime) external {
        held = bound(held, 1, Genesis.ALLOCATION);
        uint256 expiry = block.timestamp + bound(lifetime, 0, 365 days);
        _give(alice, held);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, _digest(bob, 0, expiry));
        token.delegateBySig(bob, 0, expiry, v, r, s);
        vm.assertEq(token.getVotes(bob), held, "votes");
        vm.assertEq(token.nonces(alice), 1, "nonce");

        expectError(abi.encodeWithSelector(Nonces.InvalidAccountNonce.selector, alice, 1));
        token.delegateBySig(bob, 0, expiry, v, r, s);
    }

    function test_delegateBySig_reverts_whenExpired(uint256 late) external {
        uint256 expiry = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, _digest(bob, 0, expiry));
        vm.warp(expiry + bound(late, 1, 365 days));
        expectError(abi.encodeWithSelector(IVotes.VotesExpiredSignature.selector, expiry));
        token.delegateBySig(bob, 0, expiry, v, r, s);
    }

    function test_delegateBySig_reverts_whenMalleated() external {
        uint256 expiry = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, _digest(bob, 0, expiry));
        bytes32 high = bytes32(N - uint256(s));
        expectError(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, high));
        token.delegateBySig(bob, 0, expiry, v == 27 ? 28 : 27, r, high);
        expectError(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        token.delegateBySig(bob, 0, expiry, v - 27, r, s);
    }

    function test_delegateBySig_bindsChainAndToken(uint64 otherChain) external {
        vm.assume(otherChain != block.chainid && otherChain != 0);
        uint256 expiry = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, _digest(bob, 0, expiry));
        SendToken other = Genesis.token(treasury, treasury);
        try other.delegateBySig(bob, 0, expiry, v, r, s) {} catch {}
        vm.assertEq(other.delegates(alice), address(0), "another token");
        vm.chainId(otherChain);
        try token.delegateBySig(bob, 0, expiry, v, r, s) {} catch {}
        vm.assertEq(token.delegates(alice), address(0), "another chain");
    }

    /// @dev Balance and mark share a word, so moving SEND without delegates touches one word a side.
    function test_accountWord_holdsBalanceAndMark(uint256 held) external {
        held = bound(held, 0, Genesis.ALLOCATION);
        _give(alice, held);
        bytes32 place = keccak256(abi.encode(alice, ACCOUNTS_SLOT));
        vm.assertEq(uint256(vm.load(address(token), place)), held, "balance alone");
        _delegate(alice, bob);
        vm.assertEq(uint256(vm.load(address(token), place)), held | 1 << 255, "marked");
        _delegate(alice, address(0));
        vm.assertEq(uint256(vm.load(address(token), place)), held, "unmarked");
    }

    function _give(address to, uint256 amount) private {
        vm.prank(treasury);
        vm.assertTrue(token.transfer(to, amount));
    }

    function _delegate(address from, address to) private {
        vm.prank(from);
        token.delegate(to);
    }

    function _digest(address delegatee, uint256 nonce, uint256 expiry)
        private
        view
        returns (bytes32)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)"),
                delegatee,
                nonce,
                expiry
            )
        );
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
