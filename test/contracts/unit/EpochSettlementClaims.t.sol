// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice Finality and claims: what a leaf of a final tree is paid, once.
contract EpochSettlementClaimsTest is SettlementFixture {
    uint96 private constant UNIT = 1 ether;

    function setUp() public {
        _deploy();
        _registerGuardians(1);
    }

    function test_finalize_reverts_beforeTheDisputeWindowEnds(uint32 early) external {
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.TooEarly.selector, vm.getBlockTimestamp(), type(uint40).max
            )
        );
        settlement.finalize();

        _toInputs(1);
        uint256 settledAt = vm.getBlockTimestamp();
        _settle(_emptyReport(1));
        uint256 due = settlement.dueAt();
        vm.warp(bound(early, settledAt, due - 1));
        expectError(
            abi.encodeWithSelector(IEpochSettlement.TooEarly.selector, vm.getBlockTimestamp(), due)
        );
        settlement.finalize();
    }

    function test_finalize_makesTheRootsClaimable() external {
        SumTree.Leaf[] memory credits = _leaves(3, 1);
        _settleCredits(1, credits, _sum(credits));
        vm.warp(settlement.dueAt());
        vm.expectEmit(address(settlement));
        emit IEpochSettlement.EpochFinalized(
            Epoch.wrap(1), SumTree.rootOf(credits).hash, 0, _sum(credits), 0
        );
        settlement.finalize();
        (Epoch epoch, bytes32 root, bytes32 debitsRoot, uint128 total, uint128 debits) =
            settlement.finalState();
        vm.assertEq(Epoch.unwrap(epoch), 1, "epoch");
        vm.assertEq(root, SumTree.rootOf(credits).hash, "credits root");
        vm.assertEq(debitsRoot, 0, "debits root");
        vm.assertEq(total, _sum(credits), "credits");
        vm.assertEq(debits, 0, "debits");
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(1))), 4, "final");
        vm.assertEq(settlement.dueAt(), type(uint40).max, "nothing waits");
    }

    function test_claimCredit_paysEachLeafOnce(uint256 seed, uint8 size, address caller) external {
        SumTree.Leaf[] memory credits = _leaves(bound(size, 1, 20), seed);
        _settleCredits(1, credits, _sum(credits));
        _finalize();
        for (uint256 i = 0; i < credits.length; ++i) {
            vm.expectEmit(address(settlement));
            emit IEpochSettlement.CreditClaimed(
                credits[i].key, credits[i].amount, credits[i].amount
            );
            vm.prank(caller);
            vm.assertEq(_claim(credits, i), credits[i].amount, "paid");
            vm.assertEq(net.token.balanceOf(credits[i].key), credits[i].amount, "balance");
            vm.assertEq(settlement.claimedOf(credits[i].key), credits[i].amount, "claimed");
            (, IEpochSettlement.SumProof memory proof) = SumTree.build(credits, i);
            _expectNothing(credits[i].key);
            _claimLeaf(credits[i], proof);
        }
        vm.assertEq(net.token.balanceOf(address(settlement)), 0, "all is paid out");
    }

    function test_claimCredit_finalizesWhatIsDue() external {
        SumTree.Leaf[] memory credits = _leaves(2, 1);
        _settleCredits(1, credits, _sum(credits));
        vm.warp(settlement.dueAt());
        vm.assertEq(_claim(credits, 1), credits[1].amount, "paid");
    }

    function test_claimCredit_reverts_beforeFinality() external {
        SumTree.Leaf[] memory credits = _leaves(2, 1);
        _settleCredits(1, credits, _sum(credits));
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(credits, 0);
        vm.expectRevert(IEpochSettlement.InvalidProof.selector);
        _claimLeaf(credits[0], proof);
    }

    function test_claimCredit_reverts_onAnInventedLeaf(uint256 seed, uint96 amount) external {
        SumTree.Leaf[] memory credits = _leaves(4, seed);
        _settleCredits(1, credits, _sum(credits));
        _finalize();
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(credits, 2);
        vm.assume(amount != credits[2].amount);
        credits[2].amount = amount;
        vm.expectRevert(IEpochSettlement.InvalidProof.selector);
        _claimLeaf(credits[2], proof);
    }

    /// A quorum that signs a tree worth more than it attested to cannot have it paid.
    function test_claimCredit_reverts_whenTheRootSumIsAnother(uint96 excess) external {
        SumTree.Leaf[] memory credits = _leaves(4, 3);
        uint256 sum = _sum(credits);
        uint128 attested = uint128(sum - bound(excess, 1, sum));
        _settleCredits(1, credits, attested);
        _finalize();
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(credits, 0);
        expectError(abi.encodeWithSelector(IEpochSettlement.SumMismatch.selector, sum, attested));
        _claimLeaf(credits[0], proof);
    }

    function test_claimCredit_paysTheDifference_afterTheNextEpoch(uint256 seed, uint96 more)
        external
    {
        SumTree.Leaf[] memory credits = _leaves(5, seed);
        _settleCredits(1, credits, _sum(credits));
        _finalize();
        _claim(credits, 0);
        _settleMore(2, credits, uint96(bound(more, 1, UNIT)));
        _finalize();
        vm.assertEq(_claim(credits, 0), bound(more, 1, UNIT), "only what is new");
        vm.assertEq(_claim(credits, 1), credits[1].amount, "both epochs at once");
    }

    /// Invariant 9: claims do not depend on their order, nor on how often an account claims.
    function test_claimCredit_isOrderIndependent(uint256 seed, uint256 order) external {
        SumTree.Leaf[] memory credits = _leaves(6, seed);
        _settleCredits(1, credits, _sum(credits));
        _finalize();
        for (uint256 i = 0; i < 3; ++i) {
            uint256 early = uint256(keccak256(abi.encode(order, i))) % 6;
            if (settlement.claimedOf(credits[early].key) == 0) _claim(credits, early);
        }
        _settleMore(2, credits, UNIT);
        _finalize();
        for (uint256 i = 0; i < 6; ++i) {
            _claim(credits, (i + order % 6) % 6);
        }
        for (uint256 i = 0; i < 6; ++i) {
            vm.assertEq(net.token.balanceOf(credits[i].key), credits[i].amount, "paid in full");
        }
        vm.assertEq(net.token.balanceOf(address(settlement)), 0, "nothing is left or missing");
    }

    function test_settle_waitsForThePlace_whenFourReportsWait() external {
        // After a stall: five epochs at once, of which the fifth waits for the first to be final.
        vm.warp(_inputsTime(6));
        for (uint64 i = 1; i <= 4; ++i) {
            _toInputs(i);
            _settle(_emptyReport(i));
        }
        _toInputs(5);
        IEpochSettlement.EpochReport memory report = _emptyReport(5);
        IEpochSettlement.Attestation memory attestation =
            _attest(settlement.hashEpochReport(report), _all());
        expectError(
            abi.encodeWithSelector(
                IEpochSettlement.TooEarly.selector, vm.getBlockTimestamp(), settlement.dueAt()
            )
        );
        settlement.settle(report, attestation);
        vm.warp(settlement.dueAt());
        settlement.settle(report, attestation);
        (Epoch epoch,,,,) = settlement.finalState();
        vm.assertEq(Epoch.unwrap(epoch), 4, "all that was due became final");
        vm.assertEq(uint256(settlement.stageOf(Epoch.wrap(5))), 3, "reported");
    }

    function _leaves(uint256 count, uint256 seed)
        internal
        pure
        returns (SumTree.Leaf[] memory leaves)
    {
        leaves = SumTree.draw(count, seed);
        for (uint256 i = 0; i < count; ++i) {
            leaves[i].amount = uint96(bound(leaves[i].amount, 1, UNIT));
        }
    }

    /// @dev Settles `epoch` with `more` for every account.
    function _settleMore(uint64 epoch, SumTree.Leaf[] memory credits, uint96 more) internal {
        for (uint256 i = 0; i < credits.length; ++i) {
            credits[i].amount += more;
            credits[i].second = epoch;
        }
        _settleCredits(epoch, credits, uint128(more * credits.length));
    }

    function _claim(SumTree.Leaf[] memory leaves, uint256 index) internal returns (uint256) {
        (, IEpochSettlement.SumProof memory proof) = SumTree.build(leaves, index);
        return _claimLeaf(leaves[index], proof);
    }

    function _claimLeaf(SumTree.Leaf memory leaf, IEpochSettlement.SumProof memory proof)
        internal
        returns (uint256)
    {
        return settlement.claimCredit(leaf.key, leaf.amount, leaf.second, leaf.payloadDigest, proof);
    }

    function _expectNothing(address account) internal {
        expectError(abi.encodeWithSelector(IEpochSettlement.NothingToClaim.selector, account));
    }

    function _sum(SumTree.Leaf[] memory leaves) internal pure returns (uint128) {
        return SumTree.rootOf(leaves).amount;
    }
}
