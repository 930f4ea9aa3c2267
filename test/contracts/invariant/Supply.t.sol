// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";

/// @notice Moves SEND between five accounts; the first is treasury and minter.
contract SupplyHandler is Test {
    SendToken public immutable TOKEN;
    uint256 public burned;

    address[5] private _accounts;

    constructor() {
        _accounts = [
            makeAccount("treasury"),
            makeAccount("alice"),
            makeAccount("bob"),
            makeAccount("carol"),
            makeAccount("dave")
        ];
        TOKEN = new SendToken(_accounts[0], _accounts[0]);
    }

    function mint(uint256 caller, uint256 to, uint256 amount) external {
        amount = bound(amount, 0, 4_000_000_000e18);
        vm.prank(_accounts[caller % 5]);
        TOKEN.mint(_accounts[to % 5], amount);
    }

    function burn(uint256 caller, uint256 amount) external {
        address account = _accounts[caller % 5];
        amount = bound(amount, 0, TOKEN.balanceOf(account));
        vm.prank(account);
        TOKEN.burn(amount);
        burned += amount;
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        address account = _accounts[from % 5];
        amount = bound(amount, 0, TOKEN.balanceOf(account));
        vm.prank(account);
        // forge-lint: disable-next-line(erc20-unchecked-transfer)
        TOKEN.transfer(_accounts[to % 5], amount);
    }

    function sumOfBalances() external view returns (uint256 sum) {
        for (uint256 i = 0; i < 5; ++i) {
            sum += TOKEN.balanceOf(_accounts[i]);
        }
    }
}

/// @notice Invariant 1: supply = minted - burned <= cap.
contract SupplyInvariantTest is Test {
    SupplyHandler internal handler;
    SendToken internal token;

    function setUp() external {
        handler = new SupplyHandler();
        token = handler.TOKEN();
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = SupplyHandler.mint.selector;
        selectors[1] = SupplyHandler.burn.selector;
        selectors[2] = SupplyHandler.transfer.selector;
        targetSelectors(address(handler), selectors);
    }

    function invariant_1_supplyIsMintedMinusBurned_andWithinCap() external view {
        vm.assertEq(token.totalSupply(), token.minted() - handler.burned(), "supply");
        vm.assertLe(token.minted(), token.CAP(), "cap");
        vm.assertEq(handler.sumOfBalances(), token.totalSupply(), "balances");
    }
}
