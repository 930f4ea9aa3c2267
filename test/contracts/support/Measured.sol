// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SettlementFixture} from "./SettlementFixture.sol";

/// @title Measured
/// @notice Records what a whole transaction costs (with `forge test --isolate`) and how long its calldata
/// is, since a rollup charges for both.
abstract contract Measured is SettlementFixture {
    function _measure(string memory name, address sender, address target, bytes memory data)
        internal
    {
        vm.prank(sender);
        (bool done, bytes memory reason) = target.call(data);
        vm.assertTrue(done, string.concat(name, ": ", vm.toString(reason)));
        vm.snapshotGasLastCall("gas", name);
        vm.snapshotValue("calldata", name, data.length);
    }
}
