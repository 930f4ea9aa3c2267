// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {NodeStaking} from "../../../contracts/staking/NodeStaking.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {StakingHandler} from "../support/StakingHandler.sol";
import {StakingModel} from "../support/StakingModel.sol";

/// @notice Invariant 3: bonds + unbonding = stake balance, and nothing leaves before its time (the
/// handler asserts that a withdrawal succeeds exactly when unbonding and the last epoch are over).
/// Beside it: members, stakes, signers and the Guardians' hash of every epoch are those of the model,
/// for ever and in any order of changes.
/// forge-config: default.invariant.fail-on-revert = true
contract NodeStakingInvariants is Test {
    INodeStaking.Role private constant GUARDIAN = INodeStaking.Role.Guardian;

    StakingHandler private handler;
    StakingModel private model;
    NodeStaking private staking;
    SendToken private token;
    address[] private operators;

    function setUp() public {
        handler = new StakingHandler();
        model = handler.MODEL();
        (staking, token) = handler.registerOf();
        operators = handler.operators();
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = StakingHandler.register.selector;
        selectors[1] = StakingHandler.addBond.selector;
        selectors[2] = StakingHandler.rotateKeys.selector;
        selectors[3] = StakingHandler.leave.selector;
        selectors[4] = StakingHandler.withdraw.selector;
        selectors[5] = StakingHandler.pass.selector;
        targetSelectors(address(handler), selectors);
    }

    /// @dev Every epoch that passed and those that changes can already reach.
    function afterInvariant() public view {
        uint64 last = Epoch.unwrap(staking.currentEpoch()) + 3;
        for (uint64 epoch; epoch <= last; ++epoch) {
            compare(epoch);
        }
    }

    function invariant_3_bondsAndUnbondingEqualBalance() public view {
        vm.assertEq(staking.totalBonded(), handler.held(), "bonded");
        vm.assertEq(token.balanceOf(address(staking)), handler.held(), "balance");
    }

    function compare(uint64 epoch) private view {
        for (uint256 i; i < operators.length; ++i) {
            address signer = model.signerAt(operators[i], epoch);
            vm.assertEq(staking.signerAt(operators[i], Epoch.wrap(epoch)), signer, "signer");
            uint96 stake = stakeOf(operators[i], epoch);
            vm.assertEq(staking.stakeAt(operators[i], Epoch.wrap(epoch)), stake, "stake");
        }
        compareSet(INodeStaking.Role.Edge, epoch);
        compareSet(GUARDIAN, epoch);
        compareGuardians(epoch);
    }

    function compareSet(INodeStaking.Role role, uint64 epoch) private view {
        StakingModel.Member[] memory members = model.membersAt(role, epoch);
        address[] memory expected = new address[](members.length);
        vm.assertEq(staking.activeCount(role, Epoch.wrap(epoch)), members.length, "count");
        for (uint256 i; i < members.length; ++i) {
            vm.assertEq(staking.activeAt(role, Epoch.wrap(epoch), i), members[i].operator, "slot");
            // Sorted by insertion.
            uint256 at = i;
            for (; at > 0 && expected[at - 1] > members[i].operator; --at) {
                expected[at] = expected[at - 1];
            }
            expected[at] = members[i].operator;
        }
        vm.assertEq(staking.activeNodes(role, Epoch.wrap(epoch)), expected, "ascending");
    }

    function compareGuardians(uint64 epoch) private view {
        StakingModel.Member[] memory members = model.membersAt(GUARDIAN, epoch);
        (address[] memory set, address[] memory signers, uint96[] memory stakes) =
            staking.guardianSet(Epoch.wrap(epoch));
        bytes memory packed;
        for (uint256 i; i < members.length; ++i) {
            vm.assertEq(set[i], members[i].operator, "guardian");
            vm.assertEq(signers[i], members[i].signer, "guardian signer");
            vm.assertEq(stakes[i], members[i].stake, "guardian stake");
            packed = abi.encodePacked(packed, members[i].signer, members[i].stake);
        }
        bytes32 hash = members.length == 0 ? bytes32(0) : keccak256(packed);
        vm.assertEq(staking.guardianSetHash(Epoch.wrap(epoch)), hash, "hash");
    }

    function stakeOf(address operator, uint64 epoch) private view returns (uint96 stake) {
        for (uint8 role = 1; role <= 2; ++role) {
            StakingModel.Member[] memory members = model.membersAt(INodeStaking.Role(role), epoch);
            for (uint256 i; i < members.length; ++i) {
                if (members[i].operator == operator) return members[i].stake;
            }
        }
    }
}
