// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Epoch} from "../network/Epoch.sol";

/// @title ActiveSet
/// @notice A set of operators whose members can be asked for by epoch: slots 0..count-1, each
/// checkpointed. Whoever leaves is replaced by the last slot's operator. Changes are written under the
/// epoch in which they act; several under one epoch end as one checkpoint, and the epochs of successive
/// changes must not descend. A slot beyond the count of an epoch keeps whatever it last held.
library ActiveSet {
    using Checkpoints for Checkpoints.Trace160;

    struct Set {
        Checkpoints.Trace160 count;
        mapping(uint256 slot => Checkpoints.Trace160 operators) slots;
        mapping(address operator => uint256 slot) slotOf;
    }

    function join(Set storage self, Epoch from, address operator) internal {
        uint256 slot = self.count.latest();
        self.slotOf[operator] = slot;
        _write(self.slots[slot], from, uint160(operator));
        _write(self.count, from, slot + 1);
    }

    /// @dev `operator` must be a member.
    function leave(Set storage self, Epoch from, address operator) internal {
        uint256 last = self.count.latest() - 1;
        uint256 slot = self.slotOf[operator];
        if (slot != last) {
            address moved = latestAt(self, last);
            self.slotOf[moved] = slot;
            _write(self.slots[slot], from, uint160(moved));
        }
        delete self.slotOf[operator];
        _write(self.count, from, last);
    }

    /// @notice Members after every change written so far.
    function latestCount(Set storage self) internal view returns (uint256 count) {
        return self.count.latest();
    }

    /// @notice Operator in `slot` after every change written so far.
    function latestAt(Set storage self, uint256 slot) internal view returns (address operator) {
        return address(self.slots[slot].latest());
    }

    function countAt(Set storage self, Epoch epoch) internal view returns (uint256 count) {
        return self.count.upperLookupRecent(Epoch.unwrap(epoch));
    }

    /// @dev `slot` must be below the count of `epoch`.
    function at(Set storage self, Epoch epoch, uint256 slot)
        internal
        view
        returns (address operator)
    {
        return address(self.slots[slot].upperLookupRecent(Epoch.unwrap(epoch)));
    }

    /// @notice All members in `epoch`, in slot order.
    function membersAt(Set storage self, Epoch epoch)
        internal
        view
        returns (address[] memory operators)
    {
        operators = new address[](countAt(self, epoch));
        for (uint256 slot; slot < operators.length; ++slot) {
            operators[slot] = at(self, epoch, slot);
        }
    }

    function _write(Checkpoints.Trace160 storage trace, Epoch from, uint256 value) private {
        // Cast: operators are addresses and counts far smaller.
        // forge-lint: disable-next-line(unsafe-typecast)
        trace.push(Epoch.unwrap(from), uint160(value));
    }
}
