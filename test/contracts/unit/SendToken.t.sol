// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISendToken} from "../../../contracts/token/ISendToken.sol";
import {SendToken} from "../../../contracts/token/SendToken.sol";
import {Test} from "../Base.sol";
import {Genesis} from "../support/Genesis.sol";

contract SendTokenTest is Test {
    address internal treasury = makeAccount("treasury");
    address internal minter = makeAccount("minter");
    SendToken internal token;

    function setUp() external {
        token = Genesis.token(treasury, minter);
    }

    function test_constructor_allocatesGenesis_toNamedVaults(uint256 part) external {
        part = bound(part, 0, Genesis.ALLOCATION);
        ISendToken.Allocation[] memory genesis = new ISendToken.Allocation[](2);
        genesis[0] = ISendToken.Allocation("treasury", treasury, part);
        genesis[1] = ISendToken.Allocation("points", minter, Genesis.ALLOCATION - part);
        vm.expectEmit();
        emit ISendToken.GenesisAllocated("treasury", treasury, part);
        vm.expectEmit();
        emit ISendToken.GenesisAllocated("points", minter, Genesis.ALLOCATION - part);
        SendToken created = new SendToken(genesis, minter);
        vm.assertEq(created.balanceOf(treasury), part, "treasury");
        vm.assertEq(created.balanceOf(minter), Genesis.ALLOCATION - part, "points");
        vm.assertEq(created.totalSupply(), Genesis.ALLOCATION, "supply");
    }

    function test_constructor_reverts_whenGenesisIsNotItsShare(uint256 amount) external {
        amount = bound(amount, 0, token.CAP());
        vm.assume(amount != Genesis.ALLOCATION);
        ISendToken.Allocation[] memory genesis = Genesis.allOf(treasury);
        genesis[0].amount = amount;
        expectError(
            abi.encodeWithSelector(
                ISendToken.InvalidGenesisAllocation.selector, amount, Genesis.ALLOCATION
            )
        );
        new SendToken(genesis, minter);
    }

    function test_constructor_mintsGenesisAllocation_toTreasury() external view {
        vm.assertEq(token.CAP(), 10_000_000_000e18, "cap");
        vm.assertEq(token.balanceOf(treasury), 3_500_000_000e18, "treasury");
        vm.assertEq(token.minted(), 3_500_000_000e18, "minted");
        vm.assertEq(token.MINTER(), minter, "minter");
        vm.assertEq(token.symbol(), "SEND", "symbol");
        vm.assertEq(token.decimals(), 18);
    }

    function test_mint_createsTokens_whenMinter(address to, uint256 amount) external {
        vm.assume(to != address(0) && to != treasury);
        amount = bound(amount, 0, token.CAP() - token.minted());
        vm.prank(minter);
        token.mint(to, amount);
        vm.assertEq(token.balanceOf(to), amount, "balance");
        vm.assertEq(token.minted(), token.GENESIS_ALLOCATION() + amount, "minted");
    }

    function test_mint_reverts_whenNotMinter(address caller, uint256 amount) external {
        vm.assume(caller != minter);
        expectError(abi.encodeWithSelector(ISendToken.NotMinter.selector, caller));
        vm.prank(caller);
        token.mint(caller, amount);
    }

    function test_mint_reverts_whenAboveCap(uint256 first, uint256 second) external {
        uint256 room = token.CAP() - token.minted();
        first = bound(first, 0, room);
        second = bound(second, room - first + 1, type(uint256).max);
        vm.startPrank(minter);
        token.mint(minter, first);
        uint256 minted = token.minted();
        expectError(
            abi.encodeWithSelector(ISendToken.CapExceeded.selector, minted, second, token.CAP())
        );
        token.mint(minter, second);
    }

    function test_mint_reverts_whenBurnedTokensWouldMakeRoom(uint256 burned) external {
        uint256 room = token.CAP() - token.minted();
        vm.prank(minter);
        token.mint(treasury, room);
        burned = bound(burned, 1, token.balanceOf(treasury));
        vm.prank(treasury);
        token.burn(burned);
        expectError(
            abi.encodeWithSelector(
                ISendToken.CapExceeded.selector, token.CAP(), burned, token.CAP()
            )
        );
        vm.prank(minter);
        token.mint(treasury, burned);
    }

    function test_burn_destroysOnlyTheCallersTokens(uint256 amount) external {
        amount = bound(amount, 0, token.GENESIS_ALLOCATION());
        vm.prank(treasury);
        token.burn(amount);
        vm.assertEq(token.totalSupply(), token.GENESIS_ALLOCATION() - amount, "supply");
        vm.assertEq(token.balanceOf(treasury), token.GENESIS_ALLOCATION() - amount, "balance");
        vm.assertEq(token.minted(), token.GENESIS_ALLOCATION(), "minted stays");
    }

    function test_burnFrom_destroysWhatTheOwnerAllowed(uint256 allowed, uint256 amount) external {
        allowed = bound(allowed, 0, token.GENESIS_ALLOCATION());
        amount = bound(amount, 0, allowed);
        vm.prank(treasury);
        token.approve(minter, allowed);
        vm.prank(minter);
        token.burnFrom(treasury, amount);
        vm.assertEq(token.balanceOf(treasury), token.GENESIS_ALLOCATION() - amount, "balance");
        vm.assertEq(token.allowance(treasury, minter), allowed - amount, "allowance");
        vm.assertEq(token.minted(), token.GENESIS_ALLOCATION(), "minted stays");
    }

    function test_burnFrom_reverts_whenAboveAllowance(uint256 allowed, uint256 amount) external {
        allowed = bound(allowed, 0, token.GENESIS_ALLOCATION() - 1);
        amount = bound(amount, allowed + 1, type(uint256).max);
        vm.prank(treasury);
        token.approve(minter, allowed);
        expectError(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, minter, allowed, amount
            )
        );
        vm.prank(minter);
        token.burnFrom(treasury, amount);
    }

    function test_transfer_reverts_whenAboveBalance(uint256 balance, uint256 amount) external {
        balance = bound(balance, 0, token.GENESIS_ALLOCATION());
        amount = bound(amount, balance + 1, type(uint256).max);
        address alice = makeAccount("alice");
        vm.prank(treasury);
        vm.assertTrue(token.transfer(alice, balance));
        // With a delegate the balance's word is above the balance.
        vm.startPrank(alice);
        token.delegate(alice);
        expectError(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, alice, balance, amount
            )
        );
        // forge-lint: disable-next-line(erc20-unchecked-transfer)
        token.transfer(minter, amount);
        vm.stopPrank();
    }

    function test_burn_reverts_whenAboveBalance(uint256 amount) external {
        amount = bound(amount, 1, type(uint256).max);
        expectError(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, minter, 0, amount
            )
        );
        vm.prank(minter);
        token.burn(amount);
    }

    function test_permit_setsAllowanceOnce(uint256 seed, uint256 amount, uint256 lifetime)
        external
    {
        uint256 key = boundKey(seed);
        uint256 deadline = block.timestamp + bound(lifetime, 0, 365 days);
        address owner = vm.addr(key);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
                ),
                owner,
                minter,
                amount,
                0,
                deadline
            )
        );
        bytes32 digest =
            keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        token.permit(owner, minter, amount, deadline, v, r, s);
        vm.assertEq(token.allowance(owner, minter), amount, "allowance");
        vm.expectRevert();
        token.permit(owner, minter, amount, deadline, v, r, s);
    }
}
