// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {AllocationTree} from "../support/AllocationTree.sol";
import {SaleFixture} from "../support/SaleFixture.sol";

/// @notice The whitelist phase.
contract LicenseSaleWhitelistTest is SaleFixture {
    address private alice = makeAccount("alice");
    AllocationTree.Entry[] private entries;

    function setUp() public {
        deploySale(address(0), 50);
    }

    function test_buyWhitelisted_sellsUpToTheQuantity(
        uint256 size,
        uint256 index,
        uint256 allowed,
        uint256 quantity
    ) public {
        allowed = bound(allowed, 1, 50);
        quantity = bound(quantity, 1, allowed);
        bytes32[] memory proof = publish(size, index, allowed);
        vm.warp(WHITELIST_FROM);
        order(quantity, allowed, proof);
        if (quantity < allowed) order(allowed - quantity, allowed, proof);
        vm.assertEq(licenses.balanceOf(alice), allowed, "all of it");
        refuse(
            1,
            allowed,
            proof,
            abi.encodeWithSelector(
                ILicenseSale.WalletCapExceeded.selector, alice, allowed + 1, allowed
            )
        );
    }

    function test_buyWhitelisted_reverts_whenAnotherQuantityIsSaid(uint256 allowed, uint256 said)
        public
    {
        allowed = bound(allowed, 1, 50);
        vm.assume(said != allowed);
        bytes32[] memory proof = publish(5, 2, allowed);
        vm.warp(WHITELIST_FROM);
        refuse(
            1,
            said,
            proof,
            abi.encodeWithSelector(ILicenseSale.NotWhitelisted.selector, alice, said)
        );
    }

    function test_buyWhitelisted_reverts_forAnotherAccount(address caller) public {
        vm.assume(caller != alice);
        bytes32[] memory proof = publish(5, 2, 3);
        vm.warp(WHITELIST_FROM);
        expectError(abi.encodeWithSelector(ILicenseSale.NotWhitelisted.selector, caller, 3));
        vm.prank(caller);
        sale.buyWhitelisted(1, 1 ether, address(0), 3, proof);
    }

    function test_buyWhitelisted_reverts_whileThereIsNoList() public {
        vm.warp(WHITELIST_FROM);
        refuse(
            1,
            1,
            new bytes32[](0),
            abi.encodeWithSelector(ILicenseSale.NotWhitelisted.selector, alice, 1)
        );
    }

    function test_buyWhitelisted_reverts_outsideThePhase(uint256 time, bool late) public {
        bytes32[] memory proof = publish(5, 2, 3);
        time = late
            ? bound(time, PUBLIC_FROM, type(uint64).max)
            : bound(time, GENESIS, WHITELIST_FROM - 1);
        vm.warp(time);
        refuse(
            1,
            3,
            proof,
            abi.encodeWithSelector(ILicenseSale.NotOpen.selector, WHITELIST_FROM, PUBLIC_FROM, time)
        );
    }

    /// @dev What was bought by whitelist counts against the cap of the public phase, and that bounds both.
    function test_buy_countsWhatWasBoughtByWhitelist(uint256 bought) public {
        bought = bound(bought, 1, 50);
        bytes32[] memory proof = publish(5, 2, 1000);
        vm.warp(WHITELIST_FROM);
        refuse(
            51,
            1000,
            proof,
            abi.encodeWithSelector(ILicenseSale.WalletCapExceeded.selector, alice, 51, 50)
        );
        order(bought, 1000, proof);
        vm.warp(PUBLIC_FROM);
        uint256 cost = sale.quote(50);
        vm.deal(alice, cost);
        expectError(
            abi.encodeWithSelector(ILicenseSale.WalletCapExceeded.selector, alice, bought + 50, 50)
        );
        vm.prank(alice);
        sale.buy{value: cost}(50, cost, address(0));
    }

    /// @dev 64 bytes that hash to an inner node are no leaf: leaves are hashed twice.
    function test_buyWhitelisted_reverts_forAnInnerNode() public {
        publish(2, 0, 3);
        bytes32 left = AllocationTree.leafOf(entries[0]);
        bytes32 right = AllocationTree.leafOf(entries[1]);
        (bytes32 low, bytes32 high) = left < right ? (left, right) : (right, left);
        address fake = address(uint160(uint256(low)));
        vm.warp(WHITELIST_FROM);
        expectError(
            abi.encodeWithSelector(ILicenseSale.NotWhitelisted.selector, fake, uint256(high))
        );
        vm.prank(fake);
        sale.buyWhitelisted(1, 1 ether, address(0), uint256(high), new bytes32[](0));
    }

    function publish(uint256 size, uint256 index, uint256 allowed)
        private
        returns (bytes32[] memory proof)
    {
        size = bound(size, 1, 20);
        index = bound(index, 0, size - 1);
        for (uint256 i = 0; i < size; ++i) {
            address account = i == index ? alice : makeAccount(vm.toString(i));
            entries.push(AllocationTree.Entry(account, i == index ? allowed : i + 1));
        }
        bytes32 root;
        (root, proof) = AllocationTree.build(entries, index);
        vm.prank(governor);
        sale.setSchedule(ILicenseSale.Schedule(WHITELIST_FROM, PUBLIC_FROM, root));
    }

    function order(uint256 quantity, uint256 allowed, bytes32[] memory proof) private {
        uint256 cost = sale.quote(quantity);
        vm.deal(alice, cost);
        vm.prank(alice);
        sale.buyWhitelisted{value: cost}(quantity, cost, address(0), allowed, proof);
    }

    function refuse(uint256 quantity, uint256 allowed, bytes32[] memory proof, bytes memory refusal)
        private
    {
        uint256 cost = sale.quote(quantity);
        vm.deal(alice, cost);
        expectError(refusal);
        vm.prank(alice);
        sale.buyWhitelisted{value: cost}(quantity, cost, address(0), allowed, proof);
    }
}
