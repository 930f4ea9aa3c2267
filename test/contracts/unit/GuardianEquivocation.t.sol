// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {GuardianEquivocation} from "../../../contracts/staking/GuardianEquivocation.sol";
import {IGuardianEquivocation} from "../../../contracts/staking/IGuardianEquivocation.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";

/// @notice Two reports of one (epoch, round) with one Guardian's signature cost it everything. Epoch 3.
contract GuardianEquivocationTest is SettlementFixture {
    uint96 private constant BOND = 100_000 ether;
    bytes32 private constant SALT = "salt";

    GuardianEquivocation private court;
    address private guardian;
    address private reporter;
    address private alice;

    function setUp() public {
        _deploy();
        _registerGuardians(3);
        court = net.equivocation;
        guardian = makeAccount("guardian 1");
        reporter = makeAccount("reporter");
        alice = makeAccount("alice");
        vm.assertTrue(net.token.transfer(alice, 1000 ether));
        vm.startPrank(alice);
        net.token.approve(address(net.pools), 1000 ether);
        net.pools.delegate(guardian, 1000 ether);
        vm.stopPrank();
        vm.warp(_start(3));
    }

    function test_deploy_namesTheParts() public view {
        vm.assertEq(address(court.STAKING()), address(net.staking), "staking");
        vm.assertEq(address(court.OFFENCES()), address(net.offences), "offences");
        vm.assertEq(address(court.SETTLEMENT()), address(settlement), "settlement");
        vm.assertEq(net.staking.OFFENCES(), address(net.offences), "punished by");
        vm.assertEq(address(net.pools.STAKING()), address(net.staking), "pools");
        vm.assertEq(address(net.pools.SETTLEMENT()), address(settlement), "pools' settlement");
        vm.assertEq(net.offences.offenceOf(court.OFFENCE()).evidence, address(court), "evidence");
        vm.assertEq(net.offences.owner(), address(this), "governor");
    }

    function test_reveal_forfeitsEverything(bytes32 first, bytes32 second, uint32 round) public {
        vm.assume(first != second);
        IGuardianEquivocation.Evidence memory evidence = _evidence(1, first, second, round);
        _commit(reporter, evidence);
        uint256 supply = net.token.totalSupply();

        vm.expectEmit(address(court));
        emit IGuardianEquivocation.EquivocationProven(
            guardian,
            2,
            round,
            settlement.hashEpochReport(evidence.first),
            settlement.hashEpochReport(evidence.second),
            reporter,
            BOND + 1000 ether
        );
        vm.prank(reporter);
        court.reveal(evidence, SALT);

        vm.assertEq(net.token.balanceOf(reporter), BOND / 10, "a tenth of the bond");
        vm.assertEq(
            net.token.totalSupply(), supply - BOND * 9 / 10 - 1000 ether, "the rest is burned"
        );
        vm.assertEq(net.staking.node(guardian).bond, 0, "bond");
        vm.assertEq(net.staking.activeCount(INodeStaking.Role.Guardian, Epoch.wrap(3)), 3, "now");
        vm.assertEq(net.staking.activeCount(INodeStaking.Role.Guardian, Epoch.wrap(4)), 2, "next");

        // Shown again it does nothing.
        _commit(alice, evidence);
        vm.prank(alice);
        vm.assertEq(court.reveal(evidence, SALT), 0, "once");
    }

    /// @dev The key of the reports' epoch judges, whatever the Guardian signs with today.
    function test_reveal_knowsTheKeyOfTheEpoch() public {
        _rotate("new signer");
        vm.warp(_start(6));
        IGuardianEquivocation.Evidence memory evidence = _evidence(1, "a", "b", 0);
        _commit(reporter, evidence);
        vm.prank(reporter);
        vm.assertEq(court.reveal(evidence, SALT), BOND + 1000 ether);
    }

    function test_reveal_reverts_whenSeenInTheMempool(uint256 wait) public {
        IGuardianEquivocation.Evidence memory evidence = _evidence(1, "a", "b", 0);
        _commit(reporter, evidence);
        // Whoever sees it now commits too late.
        bytes32 stolen = _commitmentOf(alice, evidence);
        vm.prank(alice);
        court.commit(stolen);
        uint64 from = uint64(block.timestamp) + court.REVEAL_DELAY();
        vm.warp(block.timestamp + wait % court.REVEAL_DELAY());
        expectError(
            abi.encodeWithSelector(IGuardianEquivocation.NotCommitted.selector, stolen, from)
        );
        vm.prank(alice);
        court.reveal(evidence, SALT);

        expectError(abi.encodeWithSelector(IGuardianEquivocation.CommitmentUsed.selector, stolen));
        court.commit(stolen);
        bytes32 unknown = _commitmentOf(address(this), evidence);
        expectError(abi.encodeWithSelector(IGuardianEquivocation.NotCommitted.selector, unknown, 0));
        court.reveal(evidence, SALT);
    }

    function test_reveal_reverts_whenItIsNoEquivocation() public {
        IGuardianEquivocation.Evidence memory evidence = _evidence(1, "a", "a", 0);
        _expect(evidence, abi.encodePacked(IGuardianEquivocation.NoEquivocation.selector));
        evidence = _evidence(1, "a", "b", 0);
        evidence.second.round = 1;
        _expect(evidence, abi.encodePacked(IGuardianEquivocation.NoEquivocation.selector));
        evidence.second.round = 0;
        evidence.second.epoch = 1;
        _expect(evidence, abi.encodePacked(IGuardianEquivocation.NoEquivocation.selector));
        (evidence.first.epoch, evidence.second.epoch) = (4, 4);
        _expect(evidence, abi.encodePacked(IGuardianEquivocation.NoEquivocation.selector));
    }

    function test_reveal_reverts_whenAnotherSigned() public {
        IGuardianEquivocation.Evidence memory evidence = _evidence(1, "a", "b", 0);
        evidence.slot = 0;
        _expect(
            evidence, abi.encodeWithSelector(IGuardianEquivocation.NotGuardian.selector, guardian)
        );
        evidence.slot = 1;
        bytes32 digest = settlement.hashEpochReport(evidence.second);
        evidence.secondSignature = signature(signerKeys[0], digest);
        _expect(evidence, _notSigned(digest));
        evidence.secondSignature = "";
        _expect(evidence, _notSigned(digest));
        evidence.secondSignature = _twin(signature(signerKeys[1], digest));
        _expect(evidence, _notSigned(digest));
    }

    /// @dev A report of another chain is not this network's.
    function test_reveal_reverts_whenSignedForAnotherChain() public {
        vm.chainId(5);
        IGuardianEquivocation.Evidence memory evidence = _evidence(1, "a", "b", 0);
        vm.chainId(31_337);
        _expect(evidence, _notSigned(settlement.hashEpochReport(evidence.first)));
    }

    function _notSigned(bytes32 digest) private view returns (bytes memory) {
        address signer = net.staking.signerAt(guardian, Epoch.wrap(2));
        return abi.encodeWithSelector(IGuardianEquivocation.NotSigned.selector, signer, digest);
    }

    function _expect(IGuardianEquivocation.Evidence memory evidence, bytes memory refusal) private {
        _commit(reporter, evidence);
        expectError(refusal);
        vm.prank(reporter);
        court.reveal(evidence, SALT);
    }

    function _commit(address who, IGuardianEquivocation.Evidence memory evidence) private {
        bytes32 commitment = _commitmentOf(who, evidence);
        try court.commit(commitment) {} catch {} // Committed before.
        skip(court.REVEAL_DELAY());
    }

    function _commitmentOf(address who, IGuardianEquivocation.Evidence memory evidence)
        private
        view
        returns (bytes32)
    {
        bytes32 first = settlement.hashEpochReport(evidence.first);
        bytes32 second = settlement.hashEpochReport(evidence.second);
        return court.commitmentOf(who, evidence.operator, first, second, SALT);
    }

    function _evidence(uint256 slot, bytes32 first, bytes32 second, uint32 round)
        private
        view
        returns (IGuardianEquivocation.Evidence memory evidence)
    {
        evidence.operator = guardian;
        evidence.slot = slot;
        (evidence.first.epoch, evidence.second.epoch) = (2, 2);
        (evidence.first.round, evidence.second.round) = (round, round);
        (evidence.first.dataHash, evidence.second.dataHash) = (first, second);
        evidence.firstSignature =
            signature(signerKeys[slot], settlement.hashEpochReport(evidence.first));
        evidence.secondSignature =
            signature(signerKeys[slot], settlement.hashEpochReport(evidence.second));
    }

    function _rotate(string memory name) private {
        (address signer, uint256 key) = makeKey(name);
        INodeStaking.NodeKeys memory keys = INodeStaking.NodeKeys({
            operator: guardian,
            role: uint8(INodeStaking.Role.Guardian),
            peerId: keccak256(bytes(name)),
            signer: signer,
            nonce: 1,
            deadline: block.timestamp
        });
        bytes memory consent = signature(key, net.staking.hashNodeKeys(keys));
        vm.prank(guardian);
        net.staking.rotateKeys(keys.peerId, signer, keys.deadline, consent, new bytes(64));
    }

    /// @dev The same signature with s from the other half.
    function _twin(bytes memory given) private pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = (bytes32(0), bytes32(0), uint8(given[64]));
        assembly ("memory-safe") {
            r := mload(add(given, 32))
            s := mload(add(given, 64))
        }
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        return abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }
}
