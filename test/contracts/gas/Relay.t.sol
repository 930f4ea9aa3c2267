// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRandomBeacon} from "../../../contracts/network/IRandomBeacon.sol";
import {IPaymentEscrow} from "../../../contracts/relay/IPaymentEscrow.sol";
import {BeaconSigner} from "../support/BeaconSigner.sol";
import {Measured} from "../support/Measured.sol";

contract RelayGasTest is Measured {
    function setUp() public {
        _deploy();
        // The escrow is never empty on a network that runs.
        _deposit(makeAccount("somebody"), 1 ether);
    }

    function test_gas_firstDeposit() external {
        address alice = makeAccount("alice");
        vm.assertTrue(net.token.transfer(alice, 100 ether));
        vm.prank(alice);
        net.token.approve(address(net.escrow), 40 ether);
        bytes memory data = abi.encodeCall(IPaymentEscrow.deposit, (alice, 40 ether));
        _measure("escrow deposit", alice, address(net.escrow), data);
    }

    function test_gas_beaconRound() external {
        uint64 round = net.beacon.roundAt(_start(1));
        bytes memory data = abi.encodeCall(IRandomBeacon.prove, (round, BeaconSigner.sign(round)));
        _measure("beacon round", makeAccount("guardian"), address(net.beacon), data);
    }
}
