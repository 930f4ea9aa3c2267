// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {DelegationFixture} from "../support/DelegationFixture.sol";

/// @notice At most 32 Guardians by stake. Thirty-two with 100,001 to 100,032 SEND are active in epoch 70.
contract GuardianSetTest is DelegationFixture {
    address[] private guardians;

    function setUp() public override {
        super.setUp();
        vm.prank(guardian);
        staking.leave();
        for (uint256 i = 1; i <= 32; ++i) {
            guardians.push(makeAccount(string.concat("guardian ", vm.toString(i))));
            join(guardians[i - 1], GUARDIAN, uint96(100_000 ether + i * 1 ether), bytes32(i));
        }
        warpTo(75);
    }

    function test_register_displacesTheLeastStake(uint96 bond) public {
        bond = uint96(bound(bond, 100_001 ether + 1, 1_000_000 ether));
        join(alice, GUARDIAN, bond, "alice");
        vm.assertEq(staking.activeCount(GUARDIAN, Epoch.wrap(76)), 32, "before");
        vm.assertEq(stakeAt(guardians[0], 76), 100_001 ether, "still counts");
        vm.assertEq(staking.activeCount(GUARDIAN, Epoch.wrap(77)), 32, "after");
        vm.assertEq(stakeAt(guardians[0], 77), 0, "displaced");
        vm.assertEq(stakeAt(alice, 77), bond, "in its place");
        vm.assertEq(statusOf(guardians[0]), uint8(INodeStaking.Status.Benched), "status");
        vm.assertEq(staking.node(guardians[0]).bond, 100_001 ether, "keeps its bond");
        checkHash(77);
    }

    function test_register_reverts_withoutMoreThanTheLeast() public {
        fund(alice, 100_001 ether);
        INodeStaking.Registration memory registration =
            registrationOf(GUARDIAN, 100_001 ether, "alice");
        bytes memory consent = consentOf(alice, GUARDIAN, "alice");
        expectError(abi.encodeWithSelector(INodeStaking.GuardianSetFull.selector, 100_001 ether));
        vm.prank(alice);
        staking.register(registration, consent, PEER_SIGNATURE);
    }

    function test_rejoin_displacesInTurn_withMoreStake() public {
        join(alice, GUARDIAN, 200_000 ether, "alice");
        expectError(abi.encodeWithSelector(INodeStaking.GuardianSetFull.selector, 100_002 ether));
        vm.prank(guardians[0]);
        staking.rejoin();
        // Delegations decide too.
        fund(guardians[0], 1 ether);
        vm.startPrank(guardians[0]);
        staking.addBond(1 ether);
        expectError(abi.encodeWithSelector(INodeStaking.GuardianSetFull.selector, 100_002 ether));
        staking.rejoin();
        vm.stopPrank();
        fund(guardians[0], 1);
        vm.startPrank(guardians[0]);
        staking.addBond(1);
        staking.rejoin();
        vm.stopPrank();
        vm.assertEq(stakeAt(guardians[0], 77), 100_002 ether + 1, "back");
        vm.assertEq(stakeAt(guardians[1], 77), 0, "the next least went");
        checkHash(77);
    }

    function test_rejoin_takesAFreePlace() public {
        join(alice, GUARDIAN, 200_000 ether, "alice");
        vm.prank(guardians[5]);
        staking.leave();
        vm.prank(guardians[0]);
        staking.rejoin();
        vm.assertEq(stakeAt(guardians[0], 77), 100_001 ether, "back");
        vm.assertEq(staking.activeCount(GUARDIAN, Epoch.wrap(77)), 32, "full");
        checkHash(77);
    }

    function checkHash(uint64 epoch) private view {
        (, address[] memory signers, uint96[] memory stakes) =
            staking.guardianSet(Epoch.wrap(epoch));
        bytes memory packed;
        for (uint256 i = 0; i < signers.length; ++i) {
            packed = abi.encodePacked(packed, signers[i], stakes[i]);
        }
        vm.assertEq(staking.guardianSetHash(Epoch.wrap(epoch)), keccak256(packed), "hash");
    }
}
