// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profile, Profiles} from "../../../contracts/network/Profile.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {NodeStaking} from "../../../contracts/staking/NodeStaking.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {StakingFixture} from "./StakingFixture.sol";
import {StakingModel} from "./StakingModel.sol";

/// @title StakingHandler
/// @notice Six operators do whatever they can to the register, and the model is told. Each call also
/// asserts whether it was allowed to succeed.
contract StakingHandler is StakingFixture {
    struct Entry {
        INodeStaking.Role role;
        INodeStaking.Status status;
        uint96 bond;
        bytes32 seed;
        uint256 leftAt;
        uint64 inactiveFrom;
    }

    uint256 private constant OPERATORS = 6;

    StakingModel public immutable MODEL = new StakingModel();

    /// @notice Wei of SEND that the model says are bonded or unbonding.
    uint256 public held;

    address[] private _operators;
    mapping(address operator => Entry entry) private _entries;
    uint256 private _seeds;

    constructor() {
        Profile memory chosen = Profiles.development();
        // Longer than an Edge's, so that the two delays differ.
        chosen.guardianDelayEpochs = 2;
        chosen.unbonding = 70;
        deployStaking(chosen);
        for (uint256 i; i < OPERATORS; ++i) {
            _operators.push(makeAccount(vm.toString(i)));
            fund(_operators[i], 100_000_000 ether);
        }
    }

    function register(uint256 who, bool asGuardian, uint96 bond) external {
        address operator = pick(who);
        Entry storage entry = _entries[operator];
        INodeStaking.Role role = asGuardian ? INodeStaking.Role.Guardian : INodeStaking.Role.Edge;
        bond = uint96(bound(bond, asGuardian ? 100_000 ether : 10_000 ether, 200_000 ether));
        bytes32 seed = bytes32(++_seeds);
        bytes memory consent = consentOf(operator, role, seed);
        INodeStaking.Registration memory registration = registrationOf(role, bond, seed);

        bool done;
        vm.prank(operator);
        try staking.register(registration, consent, PEER_SIGNATURE) {
            done = true;
        } catch {}
        vm.assertEq(done, entry.status == INodeStaking.Status.None, "register");
        if (!done) return;
        _entries[operator] = Entry(role, INodeStaking.Status.Active, bond, seed, 0, 0);
        held += bond;
        record(operator);
    }

    function addBond(uint256 who, uint96 amount) external {
        address operator = pick(who);
        Entry storage entry = _entries[operator];
        amount = uint96(bound(amount, 1, 1000 ether));

        bool done;
        vm.prank(operator);
        try staking.addBond(amount) {
            done = true;
        } catch {}
        vm.assertEq(done, entry.status == INodeStaking.Status.Active, "addBond");
        if (!done) return;
        entry.bond += amount;
        held += amount;
        record(operator);
    }

    function rotateKeys(uint256 who) external {
        address operator = pick(who);
        Entry storage entry = _entries[operator];
        bytes32 seed = bytes32(++_seeds);
        bytes memory consent = consentOf(operator, entry.role, seed);

        bool done;
        vm.prank(operator);
        try staking.rotateKeys(
            peerIdOf(seed), signerOf(seed), type(uint256).max, consent, PEER_SIGNATURE
        ) {
            done = true;
        } catch {}
        vm.assertEq(done, entry.status == INodeStaking.Status.Active, "rotateKeys");
        if (!done) return;
        entry.seed = seed;
        record(operator);
    }

    function leave(uint256 who) external {
        address operator = pick(who);
        Entry storage entry = _entries[operator];

        bool done;
        vm.prank(operator);
        try staking.leave() {
            done = true;
        } catch {}
        vm.assertEq(done, entry.status == INodeStaking.Status.Active, "leave");
        if (!done) return;
        entry.status = INodeStaking.Status.Unbonding;
        entry.leftAt = block.timestamp;
        entry.inactiveFrom = effectiveFrom(entry.role);
        MODEL.drop(entry.role, entry.inactiveFrom, operator);
    }

    function withdraw(uint256 who) external {
        address operator = pick(who);
        Entry storage entry = _entries[operator];
        uint256 before = token.balanceOf(operator);

        bool done;
        vm.prank(operator);
        try staking.withdraw(operator) {
            done = true;
        } catch {}
        bool free = entry.status == INodeStaking.Status.Unbonding
            && block.timestamp >= entry.leftAt + profile.unbonding
            && Epoch.unwrap(staking.currentEpoch()) > entry.inactiveFrom;
        vm.assertEq(done, free, "withdraw");
        if (!done) return;
        vm.assertEq(token.balanceOf(operator) - before, entry.bond, "paid");
        held -= entry.bond;
        MODEL.sign(operator, epochNow() + 1, address(0));
        delete _entries[operator];
    }

    function pass(uint256 time) external {
        skip(bound(time, 1, 50));
    }

    function registerOf() external view returns (NodeStaking, SendToken) {
        return (staking, token);
    }

    function operators() external view returns (address[] memory) {
        return _operators;
    }

    function record(address operator) private {
        Entry storage entry = _entries[operator];
        uint64 from = effectiveFrom(entry.role);
        address signer = signerOf(entry.seed);
        MODEL.put(entry.role, from, StakingModel.Member(operator, signer, entry.bond));
        MODEL.sign(operator, from, signer);
    }

    function pick(uint256 who) private view returns (address) {
        return _operators[who % OPERATORS];
    }

    function effectiveFrom(INodeStaking.Role role) private view returns (uint64) {
        return epochNow() + (role == INodeStaking.Role.Guardian ? profile.guardianDelayEpochs : 1);
    }

    function epochNow() private view returns (uint64) {
        return uint64((block.timestamp - GENESIS) / profile.epochLength);
    }
}
