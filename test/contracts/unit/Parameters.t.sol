// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed.
// forge-lint: disable-start(unsafe-typecast)

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {Parameters} from "../../../contracts/governance/Parameters.sol";
import {GovernanceDeployer} from "../../../script/GovernanceDeployer.sol";
import {Test} from "../Base.sol";

/// @notice Governed values and their limits.
contract ParametersTest is GovernanceDeployer, Test {
    uint256 private constant COUNT = 9;
    uint128 private constant SHARE_UNIT = 1e16;

    Parameters private parameters;
    address private owner;

    function setUp() public {
        owner = makeAccount("owner");
        parameters = new Parameters(owner, startParameters());
    }

    function test_constructor_takesOneValueForEach() external {
        uint128[] memory start = startParameters();
        for (uint256 i = 0; i < COUNT; ++i) {
            vm.expectEmit();
            emit IParameters.ParameterChanged(IParameters.Parameter(i), 0, start[i]);
        }
        Parameters made = new Parameters(owner, start);
        vm.assertEq(made.owner(), owner, "owner");
        vm.assertEq(abi.encode(made.getAll()), abi.encode(start), "values");
    }

    function test_constructor_reverts_onAnotherNumberOfValues(uint8 length) external {
        vm.assume(length != COUNT);
        expectError(abi.encodeWithSelector(IParameters.IncompleteStart.selector, length, COUNT));
        new Parameters(owner, new uint128[](length));
    }

    function test_constructor_reverts_outsideLimits() external {
        uint128[] memory start = startParameters();
        start[6] = 1001;
        expectError(_outOfLimits(IParameters.Parameter.DebitBound, 1001));
        new Parameters(owner, start);
    }

    function test_constructor_reverts_onCrossedPrices() external {
        uint128[] memory start = startParameters();
        (start[2], start[3]) = (0.01 ether, 0.001 ether);
        expectError(
            abi.encodeWithSelector(
                IParameters.PricesCrossed.selector,
                IParameters.Parameter.RelayOutLeast,
                0.01 ether,
                0.001 ether
            )
        );
        new Parameters(owner, start);
    }

    function test_set_changesOneValue(uint8 number, uint128 seed) external {
        (IParameters.Parameter parameter, uint128 value) = _allowed(number, seed);
        uint128[] memory expected = startParameters();
        uint128 before = expected[uint256(parameter)];
        if (value != before) {
            vm.expectEmit(address(parameters));
            emit IParameters.ParameterChanged(parameter, before, value);
        }
        _set(parameter, value);
        expected[uint256(parameter)] = value;
        vm.assertEq(parameters.get(parameter), value, "value");
        vm.assertEq(abi.encode(parameters.getAll()), abi.encode(expected), "the others stay");
    }

    function test_set_emitsNothing_whenTheValueStays(uint8 number) external {
        IParameters.Parameter parameter = IParameters.Parameter(number % COUNT);
        uint128 value = parameters.get(parameter);
        vm.recordLogs();
        _set(parameter, value);
        vm.assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_set_reverts_forOthers(address caller, uint8 number, uint128 seed) external {
        vm.assume(caller != owner);
        (IParameters.Parameter parameter, uint128 value) = _allowed(number, seed);
        IParameters.Change[] memory changes = _change(parameter, value);
        vm.prank(caller);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        parameters.set(changes);
    }

    function test_set_reverts_outsideLimits(uint8 number, uint128 value) external {
        IParameters.Parameter parameter = IParameters.Parameter(number % COUNT);
        (uint128 least, uint128 most) = parameters.limitsOf(parameter);
        vm.assume(value < least || most < value);
        IParameters.Change[] memory changes = _change(parameter, value);
        expectError(_outOfLimits(parameter, value));
        vm.prank(owner);
        parameters.set(changes);
    }

    function test_set_reverts_whenLeastPassesMost(uint8 pair, uint128 seed) external {
        IParameters.Parameter least = IParameters.Parameter(pair % 3 * 2);
        IParameters.Parameter most = IParameters.Parameter(uint256(least) + 1);
        (, uint128 highest) = parameters.limitsOf(least);
        (uint128 lowest,) = parameters.limitsOf(most);
        uint128 above = uint128(bound(seed, lowest + 1, highest));
        _set(most, lowest);
        IParameters.Change[] memory changes = _change(least, above);
        vm.prank(owner);
        expectError(
            abi.encodeWithSelector(IParameters.PricesCrossed.selector, least, above, lowest)
        );
        parameters.set(changes);
    }

    function test_set_movesAPairPastItself_inEitherOrder(bool leastFirst) external {
        _set(IParameters.Parameter.RelayInMost, 0.0001 ether);
        IParameters.Change[] memory changes = new IParameters.Change[](2);
        changes[leastFirst ? 0 : 1] =
            IParameters.Change(IParameters.Parameter.RelayInLeast, 0.1 ether);
        changes[leastFirst ? 1 : 0] =
            IParameters.Change(IParameters.Parameter.RelayInMost, 0.2 ether);
        vm.prank(owner);
        parameters.set(changes);
        vm.assertEq(parameters.get(IParameters.Parameter.RelayInLeast), 0.1 ether, "least");
        vm.assertEq(parameters.get(IParameters.Parameter.RelayInMost), 0.2 ether, "most");
    }

    function test_set_takesTheLaterOfTwo(uint128 first, uint128 second) external {
        first = uint128(bound(first, 1 << 20, 1 << 30));
        second = uint128(bound(second, 1 << 20, 1 << 30));
        IParameters.Change[] memory changes = new IParameters.Change[](2);
        changes[0] = IParameters.Change(IParameters.Parameter.FreeQuota, first);
        changes[1] = IParameters.Change(IParameters.Parameter.FreeQuota, second);
        vm.prank(owner);
        parameters.set(changes);
        vm.assertEq(parameters.get(IParameters.Parameter.FreeQuota), second, "value");
    }

    function test_set_reverts_onABrokenShareUnit(uint128 value) external {
        value = uint128(bound(value, 1 ether, 100 ether));
        vm.assume(value % SHARE_UNIT != 0);
        IParameters.Change[] memory changes = _change(IParameters.Parameter.ShareBound, value);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IParameters.NotAMultiple.selector, value, SHARE_UNIT));
        parameters.set(changes);
    }

    function test_set_reverts_onNoChange() external {
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IParameters.NoChanges.selector));
        parameters.set(new IParameters.Change[](0));
    }

    function test_set_changesNothing_whenOneOfManyIsRefused(uint128 value) external {
        vm.assume(value > 1 << 30);
        IParameters.Change[] memory changes = new IParameters.Change[](2);
        changes[0] = IParameters.Change(IParameters.Parameter.DebitBound, 100);
        changes[1] = IParameters.Change(IParameters.Parameter.FreeQuota, value);
        expectError(_outOfLimits(IParameters.Parameter.FreeQuota, value));
        vm.prank(owner);
        parameters.set(changes);
        vm.assertEq(parameters.get(IParameters.Parameter.DebitBound), 500, "untouched");
    }

    /// What the settlement reads lies in one slot: after the owner and the pending owner, the fourth pair.
    function test_settlementBounds_lieInOneSlot(uint128 debits, uint128 share) external {
        debits = uint128(bound(debits, 100, 1000));
        share = uint128(bound(share, 100, 10_000)) * SHARE_UNIT;
        _set(IParameters.Parameter.DebitBound, debits);
        _set(IParameters.Parameter.ShareBound, share);
        (uint128 debitBound, uint128 shareBound) = parameters.settlementBounds();
        vm.assertEq(debitBound, debits, "debit bound");
        vm.assertEq(shareBound, share, "share bound");
        uint256 word = uint256(vm.load(address(parameters), bytes32(uint256(2 + 3))));
        vm.assertEq(word, uint256(share) << 128 | debits, "packed");
    }

    function test_ownership_movesInTwoSteps(address next) external {
        vm.assume(next != address(0) && next != owner);
        vm.prank(owner);
        parameters.transferOwnership(next);
        vm.assertEq(parameters.owner(), owner, "not yet");
        vm.prank(next);
        parameters.acceptOwnership();
        vm.assertEq(parameters.owner(), next, "now");
    }

    function _set(IParameters.Parameter parameter, uint128 value) private {
        IParameters.Change[] memory changes = _change(parameter, value);
        vm.prank(owner);
        parameters.set(changes);
    }

    /// @dev Within the limits, and on its own side of its pair's other value.
    function _allowed(uint8 number, uint128 seed)
        private
        view
        returns (IParameters.Parameter parameter, uint128 value)
    {
        parameter = IParameters.Parameter(number % COUNT);
        (uint128 least, uint128 most) = parameters.limitsOf(parameter);
        value = uint128(bound(seed, least, most));
        if (parameter == IParameters.Parameter.ShareBound) value -= value % SHARE_UNIT;
    }

    function _change(IParameters.Parameter parameter, uint128 value)
        private
        pure
        returns (IParameters.Change[] memory changes)
    {
        changes = new IParameters.Change[](1);
        changes[0] = IParameters.Change(parameter, value);
    }

    function _outOfLimits(IParameters.Parameter parameter, uint128 value)
        private
        view
        returns (bytes memory)
    {
        (uint128 least, uint128 most) = parameters.limitsOf(parameter);
        return
            abi.encodeWithSelector(IParameters.OutOfLimits.selector, parameter, value, least, most);
    }
}
