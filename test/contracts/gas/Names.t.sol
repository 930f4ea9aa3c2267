// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {INameRegistrar} from "../../../contracts/names/INameRegistrar.sol";
import {Measured} from "../support/Measured.sol";

/// @notice The ceiling of a name counts both transactions of a first-time buyer, whose name points to it.
contract NamesGasTest is Measured {
    address private alice;
    address private registrar;

    function setUp() public {
        _deploy();
        alice = makeAccount("alice");
        vm.deal(alice, 10 ether);
        registrar = address(net.names.registrar);
        // Prices and registrations of others are there already.
        _register(_registration("somebody", makeAccount("bob")));
    }

    function test_gas_commitAndRegister() external {
        INameRegistrar.Registration memory registration = _registration("alice", alice);
        bytes32 commitment = net.names.registrar.commitmentOf(registration);
        bytes memory commit = abi.encodeCall(INameRegistrar.commit, (commitment));
        uint256 committed = _measureGas("name commit", commit, 0);
        skip(60);
        bytes memory register = abi.encodeCall(INameRegistrar.register, (registration));
        uint256 registered = _measureGas("name register", register, 0.002 ether);
        vm.snapshotValue("gas", "name commit and register", committed + registered);
        vm.snapshotValue("calldata", "name commit and register", commit.length + register.length);
        vm.assertEq(net.names.resolver.addr(_node("alice")), alice, "points to its holder");
    }

    function test_gas_registerWithPrimary() external {
        INameRegistrar.Registration memory registration = _registration("alice", alice);
        registration.primary = true;
        _commit(registration);
        bytes memory register = abi.encodeCall(INameRegistrar.register, (registration));
        _measureGas("name register and reverse name", register, 0.002 ether);
    }

    function test_gas_renew() external {
        _register(_registration("alice", alice));
        bytes memory renew = abi.encodeCall(INameRegistrar.renew, ("alice", 365 days));
        _measureGas("name renew", renew, 0.002 ether);
    }

    function _measureGas(string memory name, bytes memory data, uint256 value)
        internal
        returns (uint256 gasUsed)
    {
        vm.prank(alice);
        (bool done, bytes memory reason) = registrar.call{value: value}(data);
        vm.assertTrue(done, string.concat(name, ": ", vm.toString(reason)));
        gasUsed = vm.snapshotGasLastCall("gas", name);
        vm.snapshotValue("calldata", name, data.length);
    }

    function _registration(string memory label, address holder)
        internal
        pure
        returns (INameRegistrar.Registration memory)
    {
        return INameRegistrar.Registration({
            label: label,
            holder: holder,
            duration: 365 days,
            secret: keccak256(bytes(label)),
            records: new bytes[](0),
            primary: false
        });
    }

    function _commit(INameRegistrar.Registration memory registration) internal {
        net.names.registrar.commit(net.names.registrar.commitmentOf(registration));
        skip(60);
    }

    function _register(INameRegistrar.Registration memory registration) internal {
        _commit(registration);
        vm.deal(registration.holder, 1 ether);
        vm.prank(registration.holder);
        net.names.registrar.register{value: 0.002 ether}(registration);
    }

    function _node(string memory label) internal pure returns (bytes32) {
        bytes32 sdn = keccak256(abi.encodePacked(bytes32(0), keccak256("sdn")));
        return keccak256(abi.encodePacked(sdn, keccak256(bytes(label))));
    }
}
