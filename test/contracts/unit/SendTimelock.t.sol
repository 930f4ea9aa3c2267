// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {ISendTimelock} from "../../../contracts/governance/ISendTimelock.sol";
import {SendTimelock} from "../../../contracts/governance/SendTimelock.sol";
import {GovernanceFixture} from "../support/GovernanceFixture.sol";

/// @notice Who may do what to the timelocks, and how long they wait.
contract SendTimelockTest is GovernanceFixture {
    function setUp() public {
        deployGovernance();
    }

    function test_roles_areTheGovernorsAndTheVetos(address other) external view {
        address[2] memory governors =
            [address(gov.parametersGovernor), address(gov.upgradesGovernor)];
        SendTimelock[2] memory locks = [gov.parametersTimelock, gov.upgradesTimelock];
        for (uint256 i = 0; i < 2; ++i) {
            SendTimelock lock = locks[i];
            vm.assertTrue(lock.hasRole(lock.PROPOSER_ROLE(), governors[i]), "proposes");
            vm.assertTrue(lock.hasRole(lock.EXECUTOR_ROLE(), governors[i]), "executes");
            vm.assertTrue(lock.hasRole(lock.CANCELLER_ROLE(), governors[i]), "cancels");
            vm.assertTrue(lock.hasRole(lock.CANCELLER_ROLE(), address(veto)), "vetoes");
            vm.assertTrue(lock.hasRole(0x00, address(gov.upgradesTimelock)), "appoints");
            vm.assertFalse(lock.hasRole(lock.PROPOSER_ROLE(), address(veto)), "never proposes");
            vm.assertFalse(lock.hasRole(lock.EXECUTOR_ROLE(), address(veto)), "never executes");
            if (other == address(gov.upgradesTimelock)) continue;
            vm.assertFalse(lock.hasRole(0x00, other), "nobody else appoints");
            if (other == governors[i] || other == address(veto)) continue;
            vm.assertFalse(lock.hasRole(lock.PROPOSER_ROLE(), other), "nobody else proposes");
            vm.assertFalse(lock.hasRole(lock.EXECUTOR_ROLE(), other), "nobody else executes");
            vm.assertFalse(lock.hasRole(lock.CANCELLER_ROLE(), other), "nobody else cancels");
        }
    }

    function test_delays_areTheProfiles() external view {
        vm.assertEq(gov.parametersTimelock.getMinDelay(), profile.parameterDelay, "parameters");
        vm.assertEq(gov.upgradesTimelock.getMinDelay(), profile.upgradeDelay, "upgrades");
        vm.assertGt(profile.upgradeDelay, profile.unbonding, "people can leave first");
    }

    function test_updateDelay_works_withinBounds(uint256 delay) external {
        delay = bound(delay, profile.parameterDelay, timelock.CEILING());
        carryOut(plan(address(timelock), abi.encodeCall(timelock.updateDelay, (delay))));
        vm.assertEq(timelock.getMinDelay(), delay, "delay");
    }

    function test_updateDelay_reverts_outsideBounds(uint256 delay) external {
        uint256 floor = timelock.FLOOR();
        uint256 ceiling = timelock.CEILING();
        vm.assume(delay < floor || ceiling < delay);
        (uint256 proposal,) =
            enqueue(plan(address(timelock), abi.encodeCall(timelock.updateDelay, (delay))));
        skip(floor);
        expectError(
            abi.encodeWithSelector(ISendTimelock.DelayOutOfRange.selector, delay, floor, ceiling)
        );
        governor.execute(proposal);
    }

    function test_updateDelay_reverts_forOthers(address caller) external {
        vm.assume(caller != address(timelock));
        uint256 delay = timelock.FLOOR();
        vm.prank(caller);
        expectError(
            abi.encodeWithSelector(TimelockController.TimelockUnauthorizedCaller.selector, caller)
        );
        timelock.updateDelay(delay);
    }

    function test_constructor_reverts_aboveTheCeiling(uint256 delay) external {
        delay = bound(delay, 90 days + 1, type(uint256).max);
        expectError(
            abi.encodeWithSelector(ISendTimelock.DelayOutOfRange.selector, delay, 0, 90 days)
        );
        new SendTimelock(delay, address(this), address(this), address(0));
    }

    /// Who governs the fast timelock is decided by the slow one.
    function test_grantRole_reverts_byAFastProposal(address to) external {
        bytes32 role = timelock.PROPOSER_ROLE();
        (uint256 proposal,) =
            enqueue(plan(address(timelock), abi.encodeCall(timelock.grantRole, (role, to))));
        skip(timelock.getMinDelay());
        expectError(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                address(timelock),
                bytes32(0)
            )
        );
        governor.execute(proposal);
    }

    function test_grantRole_works_byASlowProposal(address to) external {
        SendTimelock fast = timelock;
        bytes32 role = fast.PROPOSER_ROLE();
        useUpgrades();
        carryOut(plan(address(fast), abi.encodeCall(fast.grantRole, (role, to))));
        vm.assertTrue(fast.hasRole(role, to), "appointed");
    }

    function test_treasury_holdsAndPays(uint96 coins, uint96 tokens) external {
        address payee = makeAccount("payee");
        useUpgrades();
        vm.deal(address(this), coins);
        (bool sent,) = address(timelock).call{value: coins}("");
        vm.assertTrue(sent, "takes coins");
        tokens = uint96(bound(tokens, 0, token.balanceOf(address(this))));
        vm.assertTrue(token.transfer(address(timelock), tokens), "takes tokens");
        vm.assertEq(
            timelock.onERC721Received(address(0), address(0), 0, "")
                == IERC721Receiver.onERC721Received.selector,
            true,
            "takes ERC-721"
        );

        Plan memory payment = plan(payee, "");
        payment.values[0] = coins;
        carryOut(payment);
        vm.assertEq(payee.balance, coins, "coins");
        carryOut(plan(address(token), abi.encodeCall(token.transfer, (payee, tokens))));
        vm.assertEq(token.balanceOf(payee), tokens, "tokens");
    }
}
