// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IPointsConverter} from "../../../contracts/sale/IPointsConverter.sol";
import {PointsConverter} from "../../../contracts/sale/PointsConverter.sol";
import {Test} from "../Base.sol";
import {AllocationTree} from "../support/AllocationTree.sol";
import {SaleToken} from "../support/SaleToken.sol";

/// @notice Eight accounts in a snapshot convert and claim at any time; anyone sends the rest back.
contract PointsHandler is Test {
    uint48 private constant OPENS_AT = 1_750_001_000;
    uint48 private constant VESTING = 3000;
    uint48 private constant CLOSES_AT = 1_750_005_000;
    uint256 private constant ALLOCATION = 100_000 ether;
    uint256 private constant RATIO = 3.141_592_653_589_793_238 ether;

    PointsConverter public immutable CONVERTER;
    /// @notice Conversions, refused ones, claims.
    uint256[3] public done;

    SaleToken private immutable TOKEN;
    address private immutable TREASURY;
    AllocationTree.Entry[] private _entries;
    mapping(address account => uint256 amount) private _converted;
    mapping(address account => uint256 amount) private _paid;
    uint256 private _total;
    uint256 private _totalPaid;

    constructor() {
        vm.warp(1_750_000_000);
        address governor = makeAccount("governor");
        TREASURY = makeAccount("treasury");
        TOKEN = new SaleToken();
        CONVERTER = new PointsConverter(governor, TOKEN, TREASURY, 100);
        TOKEN.mint(address(CONVERTER), ALLOCATION);
        uint256 points;
        for (uint256 i = 0; i < 8; ++i) {
            _entries.push(AllocationTree.Entry(makeAccount(vm.toString(i)), 7 ** i / 700 + 1));
            points += _entries[i].amount;
        }
        (bytes32 root,) = AllocationTree.build(_entries, 0);
        vm.prank(governor);
        // Casts: small numbers.
        CONVERTER.setTerms(
            IPointsConverter.Terms(
                root, uint128(points), uint128(RATIO), OPENS_AT, VESTING, CLOSES_AT
            )
        );
    }

    function convert(uint256 which, uint256 wrong) external {
        AllocationTree.Entry memory entry = _entries[which % 8];
        (, bytes32[] memory proof) = AllocationTree.build(_entries, which % 8);
        bool valid = block.timestamp >= OPENS_AT && block.timestamp < CLOSES_AT
            && _converted[entry.account] == 0 && wrong % 4 != 0;
        uint256 points = wrong % 4 == 0 ? entry.amount + 1 + wrong % 1000 : entry.amount;
        try CONVERTER.convert(entry.account, points, proof) {
            vm.assertTrue(valid, "converted what it must not");
        } catch {
            vm.assertFalse(valid, "refused what it must not");
            ++done[1];
            return;
        }
        _converted[entry.account] = entry.amount * RATIO;
        _total += entry.amount * RATIO;
        settle(entry.account);
        ++done[0];
    }

    /// @notice Never blocked: what has vested is paid, before the end and after it.
    function claim(uint256 which) external {
        address account = _entries[which % 8].account;
        uint256 due = vestedOf(account) - _paid[account];
        if (due == 0) {
            expectError(abi.encodeWithSelector(IPointsConverter.NothingVested.selector, account));
        }
        CONVERTER.claim(account);
        if (due == 0) return;
        settle(account);
        ++done[2];
    }

    function returnUnclaimed() external {
        if (block.timestamp < CLOSES_AT) return;
        CONVERTER.returnUnclaimed();
        uint256 left = TOKEN.balanceOf(address(CONVERTER));
        vm.assertEq(left, _total - _totalPaid, "what is owed stays");
    }

    function wait(uint256 time) external {
        skip(bound(time, 1, 500));
    }

    function check() external view {
        uint256 balance = TOKEN.balanceOf(address(CONVERTER));
        bool solvent = balance >= _total - _totalPaid
            && balance + _totalPaid + TOKEN.balanceOf(TREASURY) == ALLOCATION;
        vm.assertTrue(solvent, "holds what it owes");
    }

    function settle(address account) private {
        _totalPaid += vestedOf(account) - _paid[account];
        _paid[account] = vestedOf(account);
        vm.assertEq(TOKEN.balanceOf(account), _paid[account], "exactly what vested");
    }

    function vestedOf(address account) private view returns (uint256) {
        if (_converted[account] == 0) return 0;
        uint256 passed = block.timestamp - OPENS_AT;
        return passed >= VESTING ? _converted[account] : _converted[account] * passed / VESTING;
    }
}

/// @notice Invariants 2 and 9 of the points: what is held covers what is owed, claims are never blocked.
/// forge-config: default.invariant.fail-on-revert = true
contract PointsConverterInvariants is Test {
    PointsHandler private handler;

    function setUp() public {
        handler = new PointsHandler();
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = PointsHandler.convert.selector;
        selectors[1] = PointsHandler.claim.selector;
        selectors[2] = PointsHandler.returnUnclaimed.selector;
        selectors[3] = PointsHandler.wait.selector;
        targetSelectors(address(handler), selectors);
    }

    function afterInvariant() public view {
        vm.assertGt(handler.done(0) + handler.done(1), 3, "conversions were tried");
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_2_and_9_converterHoldsWhatItOwes() public view {
        handler.check();
    }
}
