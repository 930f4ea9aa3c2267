// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profile, Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {PoolId} from "../../../contracts/staking/PoolId.sol";
import {StakingFixture} from "./StakingFixture.sol";

/// @title DelegationHandler
/// @notice Three Edges, two Guardians and four delegators do whatever they can, and are slashed and jailed.
/// The model is a plain list of lots: whose, backing whom, answering for whom, how much. Its amounts
/// are cut one by one, where the contracts divide shares. Calls here are made only when the model says
/// that they must succeed, so that any revert is a failure.
contract DelegationHandler is StakingFixture {
    struct Lot {
        address owner;
        PoolId pool;
        address operator;
        address formerly;
        uint64 liableUntil;
        /// 0: it counts.
        uint64 withdrawableAt;
        uint256 amount;
        uint256 original;
    }

    uint256 internal constant OPERATORS = 5;
    uint256 internal constant DELEGATORS = 4;
    uint256 internal constant MAX_LOTS = 24;
    bytes32 internal constant FINE = "fine";
    bytes32 internal constant WHOLE = keccak256("guardian-equivocation");
    bytes32 internal constant ABSENCE = "absence";

    Lot[] public lots;
    mapping(address operator => uint256 bond) public bonds;
    mapping(bytes32 name => uint256 count) public calls;
    address[] public operators;
    address[] public delegators;
    PoolId[] public pools_;

    uint256 private _cases;
    uint256 private _seeds = 1000;

    /// @notice Calls of any kind, also those that found nothing to do.
    uint256 public attempts;

    modifier counted() {
        _;
        ++attempts;
    }

    constructor() {
        Profile memory chosen = Profiles.development();
        chosen.guardianDelayEpochs = 2;
        chosen.unbonding = 90;
        deployStaking(chosen);
        announce(FINE, 1, 100_000 ether, 5000, 0);
        announce(ABSENCE, 0, 0, 0, 1);
        for (uint256 i = 0; i < OPERATORS; ++i) {
            operators.push(makeAccount(string.concat("operator ", vm.toString(i))));
            fund(operators[i], 300_000_000 ether);
            register(operators[i], 20);
        }
        for (uint256 i = 0; i < DELEGATORS; ++i) {
            delegators.push(makeAccount(string.concat("delegator ", vm.toString(i))));
            fund(delegators[i], 100_000_000 ether);
        }
    }

    function delegate(uint256 who, uint256 whom, uint96 amount) external counted {
        address operator = operators[whom % OPERATORS];
        if (lots.length >= MAX_LOTS || !isActive(operator)) return;
        address delegator = delegators[who % DELEGATORS];
        amount = uint96(bound(amount, 10 ether, 100_000 ether));
        uint256 worth = worthOf(delegator, pools.poolOf(operator));
        // A delegation that a slash has made too small is the one thing that may refuse more.
        if (worth != 0 && worth < 10 ether && worth + amount < 11 ether) return;
        vm.prank(delegator);
        PoolId id = pools.delegate(operator, amount);
        put(Lot(delegator, id, operator, address(0), 0, 0, amount, amount));
        ++calls["delegate"];
    }

    function undelegate(uint256 which, uint256 part) external counted {
        (bool found, uint256 at) = pickCounting(which);
        if (!found) return;
        Lot memory lot = lots[at];
        uint256 shares = partOf(lot, part);
        vm.prank(lot.owner);
        uint96 amount = pools.undelegate(lot.pool, shares);
        take(at, amount, shares);
        lot.withdrawableAt = uint64(block.timestamp) + profile.unbonding;
        (lot.amount, lot.original) = (amount, amount);
        if (amount != 0) lots.push(lot);
        ++calls["undelegate"];
    }

    function redelegate(uint256 which, uint256 whom, uint256 part) external counted {
        (bool found, uint256 at) = pickCounting(which);
        address operator = operators[whom % OPERATORS];
        if (!found || lots.length >= MAX_LOTS || !isActive(operator)) return;
        Lot memory lot = lots[at];
        if (lot.operator == operator || block.timestamp < lot.liableUntil) return;
        uint256 shares = partOf(lot, part);
        if (lot.amount < 11 ether) return;
        vm.prank(lot.owner);
        (PoolId id, uint96 amount) = pools.redelegate(lot.pool, shares, operator);
        take(at, amount, shares);
        uint64 until = pools.pool(id).liableUntil;
        vm.assertGe(until, block.timestamp + profile.unbonding, "4: liable for all the window");
        put(Lot(lot.owner, id, operator, lot.operator, until, 0, amount, amount));
        ++calls["redelegate"];
    }

    function settle(uint256 which) external counted {
        (bool found, uint256 at) = pickCounting(which);
        if (!found) return;
        Lot memory lot = lots[at];
        if (lot.formerly == address(0) || block.timestamp < lot.liableUntil) return;
        uint256 shares = pools.sharesOf(lot.pool, lot.owner);
        uint256 amount = pools.valueOf(lot.pool, lot.owner);
        PoolId id = pools.settle(lot.pool, lot.owner);
        take(at, amount, shares);
        if (amount != 0) put(Lot(lot.owner, id, lot.operator, address(0), 0, 0, amount, amount));
        ++calls["settle"];
    }

    /// @dev Invariant 3: exactly what has unbonded comes out, never sooner.
    function withdraw(uint256 who) external counted {
        address delegator = delegators[who % DELEGATORS];
        uint256 due;
        uint256 tolerance;
        for (uint256 i = lots.length; i > 0; --i) {
            Lot storage lot = lots[i - 1];
            uint64 opensAt = lot.withdrawableAt;
            if (lot.owner != delegator || opensAt == 0 || opensAt > block.timestamp) continue;
            due += lot.amount;
            tolerance += toleranceOf(lot);
            drop(i - 1);
        }
        uint256 waiting = pools.unbondingOf(delegator).length;
        if (waiting == 0 || pools.unbondingOf(delegator)[0].withdrawableAt > block.timestamp) {
            vm.assertLe(due, tolerance, "3: nothing is due");
            return;
        }
        uint256 paid = pools.withdraw(delegator, type(uint256).max);
        vm.assertApproxEqAbs(paid, due, tolerance, "3: what was due");
        ++calls["withdraw"];
    }

    /// @dev Invariant 4: takes the amount or all that answers for the operator, wherever it went; once.
    function slash(uint256 whom, uint96 amount, uint256 kind) external counted {
        address operator = operators[whom % OPERATORS];
        bytes32 offence = kind % 16 == 0 ? WHOLE : FINE;
        amount = uint96(bound(amount, 1, 100_000 ether));
        uint256 wanted = offence == WHOLE ? type(uint96).max : amount;
        uint256 fromBond = wanted < bonds[operator] ? wanted : bonds[operator];
        bonds[operator] -= fromBond;
        (uint256 expected, uint256 tolerance) = cut(operator, wanted - fromBond);
        bytes32 key = bytes32(++_cases);
        uint256 taken = punishOnce(offence, operator, key, amount, fromBond);
        vm.assertApproxEqAbs(taken, fromBond + expected, tolerance, "4: taken");
        vm.assertEq(punish(offence, operator, key, amount, address(this)), 0, "4: once");
        ++calls["slash"];
    }

    function jail(uint256 whom, uint8 odds) external counted {
        if (odds % 4 != 0) return;
        address operator = operators[whom % OPERATORS];
        vm.assertEq(punish(ABSENCE, operator, bytes32(++_cases), 0, address(this)), 0, "jail");
        ++calls["jail"];
    }

    function serve(uint256 whom, uint96 amount, uint8 action) external counted {
        address operator = operators[whom % OPERATORS];
        INodeStaking.Node memory node = staking.node(operator);
        if (node.status == INodeStaking.Status.None) {
            register(operator, 1 + amount % 40);
        } else if (node.status == INodeStaking.Status.Unbonding) {
            if (block.timestamp < node.withdrawableAt) return;
            uint256 before = token.balanceOf(operator);
            vm.prank(operator);
            staking.withdraw(operator);
            vm.assertEq(token.balanceOf(operator) - before, bonds[operator], "3: bond");
            bonds[operator] = 0;
        } else if (action % 16 == 0) {
            vm.prank(operator);
            staking.leave();
        } else {
            // Mostly enough to come back.
            amount = uint96(bound(amount, 1, 300_000 ether)) + (action % 2) * leastBond(node.role);
            vm.prank(operator);
            staking.addBond(amount);
            bonds[operator] += amount;
            ++calls["serve"];
            if (node.status == INodeStaking.Status.Active) return;
            bool free = node.jailedUntil <= staking.currentEpoch()
                && bonds[operator] >= leastBond(node.role);
            vm.prank(operator);
            try staking.rejoin() {
                vm.assertTrue(free, "rejoined");
            } catch {
                vm.assertFalse(free, "rejoin refused");
            }
        }
        ++calls["serve"];
    }

    function pass(uint256 time) external counted {
        skip(bound(time, 1, 45));
    }

    function totalBond() external view returns (uint256 total) {
        for (uint256 i = 0; i < OPERATORS; ++i) {
            total += bonds[operators[i]];
        }
    }

    function lotCount() external view returns (uint256) {
        return lots.length;
    }

    function parts() external view returns (address, address, address) {
        return (address(staking), address(pools), address(token));
    }

    function poolCount() external view returns (uint256) {
        return pools_.length;
    }

    function toleranceOf(Lot memory lot) public pure returns (uint256) {
        // Less than a millionth may be taken with the rest; and some wei for every rounding.
        return lot.original / 400_000 + 1000;
    }

    function register(address operator, uint96 times) private {
        bool isGuardian =
            operator == operators[0] || operators.length > 1 && operator == operators[1];
        INodeStaking.Role role = isGuardian ? INodeStaking.Role.Guardian : INodeStaking.Role.Edge;
        uint96 bond = leastBond(role) * times;
        bytes32 seed = bytes32(++_seeds);
        bytes memory consent = consentOf(operator, role, seed);
        INodeStaking.Registration memory registration = registrationOf(role, bond, seed);
        vm.prank(operator);
        staking.register(registration, consent, PEER_SIGNATURE);
        bonds[operator] = bond;
    }

    function punishOnce(
        bytes32 offence,
        address operator,
        bytes32 key,
        uint96 amount,
        uint256 fromBond
    ) private returns (uint256 taken) {
        uint256 supply = token.totalSupply();
        uint256 reward = token.balanceOf(address(this));
        taken = punish(offence, operator, key, amount, address(this));
        reward = token.balanceOf(address(this)) - reward;
        vm.assertLe(reward, fromBond / 2, "a reporter gets at most half of the bond's part");
        vm.assertEq(supply - token.totalSupply(), taken - reward, "the rest is burned");
    }

    /// @dev Cuts every lot that answers for `operator`.
    function cut(address operator, uint256 wanted)
        private
        returns (uint256 expected, uint256 tolerance)
    {
        uint256 total;
        for (uint256 i = 0; i < lots.length; ++i) {
            if (isLiable(lots[i], operator)) total += lots[i].amount;
        }
        if (wanted == 0 || total == 0) return (0, 1e7);
        expected = wanted < total ? wanted : total;
        tolerance = 1e7;
        for (uint256 i = 0; i < lots.length; ++i) {
            Lot storage lot = lots[i];
            if (!isLiable(lot, operator)) continue;
            tolerance += toleranceOf(lot);
            lot.amount -= lot.amount * expected / total;
        }
    }

    function put(Lot memory lot) private {
        if (pools_.length == 0 || PoolId.unwrap(lot.pool) > pools_.length) pools_.push(lot.pool);
        for (uint256 i = 0; i < lots.length; ++i) {
            Lot storage known = lots[i];
            if (known.owner == lot.owner && known.pool == lot.pool && known.withdrawableAt == 0) {
                known.amount += lot.amount;
                known.original += lot.original;
                return;
            }
        }
        lots.push(lot);
    }

    function take(uint256 at, uint256 amount, uint256 shares) private {
        Lot storage lot = lots[at];
        lot.amount = lot.amount > amount ? lot.amount - amount : 0;
        uint256 left = pools.sharesOf(lot.pool, lot.owner);
        lot.original = lot.original * left / (left + shares);
        if (left != 0) return;
        vm.assertLe(lot.amount, toleranceOf(lots[at]) + amount / 400_000, "all of it came out");
        drop(at);
    }

    function drop(uint256 at) private {
        lots[at] = lots[lots.length - 1];
        lots.pop();
    }

    function pickCounting(uint256 which) private view returns (bool found, uint256 at) {
        for (uint256 i = 0; i < lots.length; ++i) {
            at = (which % lots.length + i) % lots.length;
            if (lots[at].withdrawableAt == 0) return (true, at);
        }
    }

    /// @dev All, or what leaves more than the least.
    function partOf(Lot memory lot, uint256 part) private view returns (uint256 shares) {
        uint256 held = pools.sharesOf(lot.pool, lot.owner);
        if (lot.amount < 30 ether || part % 2 == 0) return held;
        return held / 2;
    }

    function worthOf(address delegator, PoolId id) private view returns (uint256) {
        return pools.valueOf(id, delegator);
    }

    function isActive(address operator) private view returns (bool) {
        return staking.node(operator).status == INodeStaking.Status.Active;
    }

    function isLiable(Lot memory lot, address operator) private view returns (bool) {
        return
            lot.operator == operator || lot.formerly == operator
                && block.timestamp < lot.liableUntil;
    }

    function leastBond(INodeStaking.Role role) private pure returns (uint96) {
        return role == INodeStaking.Role.Guardian ? 100_000 ether : 10_000 ether;
    }
}
