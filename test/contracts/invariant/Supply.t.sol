// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "../support/Genesis.sol";

/// @notice Moves SEND between five accounts, of which the first is treasury and minter, lets them name
/// delegates, and keeps plain books of it.
contract SupplyHandler is Test {
    SendToken public immutable TOKEN;
    uint256 public minted = Genesis.ALLOCATION;
    uint256 public burned;
    /// @notice Calls that did what they were meant to: mint, burn, burnFrom, transfer, delegate.
    uint256[5] public done;
    /// @notice Supply and votes as they were at `sampledAt`.
    uint256 public sampledAt;
    uint256 public sampledSupply;
    uint256[5] public sampledVotes;

    address[5] private _accounts;
    uint256[5] private _balances;
    /// @dev Number of the delegate plus 1; 0: nobody.
    uint256[5] private _delegates;

    constructor() {
        _accounts = [
            makeAccount("treasury"),
            makeAccount("alice"),
            makeAccount("bob"),
            makeAccount("carol"),
            makeAccount("dave")
        ];
        TOKEN = Genesis.token(_accounts[0], _accounts[0]);
        _balances[0] = Genesis.ALLOCATION;
    }

    function mint(uint256 to, uint256 amount) external {
        to %= 5;
        // A third of what is left, so that many runs come near the cap and few reach it.
        amount = bound(amount, 0, (TOKEN.CAP() - minted) / 3);
        vm.prank(_accounts[0]);
        TOKEN.mint(_accounts[to], amount);
        (minted, _balances[to], done[0]) = (minted + amount, _balances[to] + amount, done[0] + 1);
    }

    function mintByAnother(uint256 caller, uint256 amount) external {
        caller = 1 + caller % 4;
        vm.prank(_accounts[caller]);
        try TOKEN.mint(_accounts[caller], amount) {
            vm.assertTrue(false, "somebody else minted");
        } catch {}
    }

    function mintAboveCap(uint256 amount) external {
        amount = bound(amount, TOKEN.CAP() - minted + 1, type(uint256).max);
        vm.prank(_accounts[0]);
        try TOKEN.mint(_accounts[0], amount) {
            vm.assertTrue(false, "minted above the cap");
        } catch {}
    }

    function burn(uint256 caller, uint256 amount) external {
        caller %= 5;
        amount = bound(amount, 0, _balances[caller]);
        vm.prank(_accounts[caller]);
        TOKEN.burn(amount);
        (burned, _balances[caller], done[1]) =
        (burned + amount, _balances[caller] - amount, done[1] + 1);
    }

    function burnFrom(uint256 owner, uint256 caller, uint256 amount) external {
        (owner, caller) = (owner % 5, caller % 5);
        amount = bound(amount, 0, _balances[owner]);
        vm.prank(_accounts[owner]);
        TOKEN.approve(_accounts[caller], amount);
        vm.prank(_accounts[caller]);
        TOKEN.burnFrom(_accounts[owner], amount);
        (burned, _balances[owner], done[2]) =
        (burned + amount, _balances[owner] - amount, done[2] + 1);
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        (from, to) = (from % 5, to % 5);
        amount = bound(amount, 0, _balances[from]);
        vm.prank(_accounts[from]);
        // forge-lint: disable-next-line(erc20-unchecked-transfer)
        TOKEN.transfer(_accounts[to], amount);
        _balances[from] -= amount;
        _balances[to] += amount;
        done[3] += 1;
    }

    function delegate(uint256 from, uint256 to) external {
        (from, to) = (from % 5, to % 6);
        vm.prank(_accounts[from]);
        TOKEN.delegate(to == 0 ? address(0) : _accounts[to - 1]);
        (_delegates[from], done[4]) = (to, done[4] + 1);
    }

    /// @notice Checks what the token remembers of an earlier second, and ends another.
    function wait(uint16 time) external {
        if (sampledAt != 0) checkPast();
        sampledAt = vm.getBlockTimestamp();
        sampledSupply = minted - burned;
        for (uint256 i = 0; i < 5; ++i) {
            sampledVotes[i] = votesOf(i);
        }
        skip(1 + uint256(time));
    }

    /// @notice Compares the token with the books. Assertions only where something is wrong: they are the
    /// slow part of a run.
    function check() external view {
        uint256 sum;
        uint256[5] memory votes;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 balance = TOKEN.balanceOf(_accounts[i]);
            if (balance != _balances[i]) vm.assertEq(balance, _balances[i], "balance");
            if (_delegates[i] != 0) votes[_delegates[i] - 1] += balance;
            sum += balance;
        }
        for (uint256 i = 0; i < 5; ++i) {
            uint256 counted = TOKEN.getVotes(_accounts[i]);
            if (counted != votes[i]) vm.assertEq(counted, votes[i], "votes");
        }
        vm.assertEq(sum, TOKEN.totalSupply(), "balances");
    }

    function checkPast() internal view {
        vm.assertEq(TOKEN.getPastTotalSupply(sampledAt), sampledSupply, "supply of the past");
        for (uint256 i = 0; i < 5; ++i) {
            uint256 votes = TOKEN.getPastVotes(_accounts[i], sampledAt);
            if (votes != sampledVotes[i]) {
                vm.assertEq(votes, sampledVotes[i], "votes of the past");
            }
        }
    }

    /// @dev What the books say: the balances of those who named account `delegatee`.
    function votesOf(uint256 delegatee) internal view returns (uint256 votes) {
        for (uint256 i = 0; i < 5; ++i) {
            if (_delegates[i] == delegatee + 1) votes += _balances[i];
        }
    }
}

/// @notice Invariant 1: supply = minted - burned <= cap. Votes are the balances behind them.
contract SupplyInvariantTest is Test {
    SupplyHandler internal handler;
    SendToken internal token;

    function setUp() external {
        vm.warp(1_750_000_000);
        handler = new SupplyHandler();
        token = handler.TOKEN();
        bytes4[] memory selectors = new bytes4[](8);
        selectors[0] = SupplyHandler.mint.selector;
        selectors[1] = SupplyHandler.burn.selector;
        selectors[2] = SupplyHandler.transfer.selector;
        selectors[3] = SupplyHandler.burnFrom.selector;
        selectors[4] = SupplyHandler.delegate.selector;
        selectors[5] = SupplyHandler.mintByAnother.selector;
        selectors[6] = SupplyHandler.mintAboveCap.selector;
        selectors[7] = SupplyHandler.wait.selector;
        targetSelectors(address(handler), selectors);
    }

    /// Five eighths of the calls change balances or delegates; a quarter is missed by no chance.
    function afterInvariant() external view {
        uint256 done;
        for (uint256 i = 0; i < 5; ++i) {
            done += handler.done(i);
        }
        vm.assertGt(done, 25, "the handler does what it is meant to");
    }

    /// forge-config: default.invariant.runs = 1000
    /// forge-config: default.invariant.depth = 100
    function invariant_1_supplyIsMintedMinusBurned_andWithinCap_andVotesAreBalances()
        external
        view
    {
        vm.assertEq(token.totalSupply(), token.minted() - handler.burned(), "supply");
        vm.assertEq(token.minted(), handler.minted(), "minted");
        vm.assertLe(token.minted(), token.CAP(), "cap");
        handler.check();
    }
}
