// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IParameters} from "./IParameters.sol";

/// @title Parameters
/// @notice Governed values of the network: the owner, a timelock, sets them within limits that are code.
/// A least and a most price never cross. Who reads them decides when they act: Edges at once,
/// EpochSettlement for an epoch when its bills are recorded, so that no change reaches an epoch that is
/// being settled. Holds nothing, calls nobody.
contract Parameters is IParameters, Ownable2Step {
    uint256 private constant COUNT = 9;
    /// @notice The share bound counts in these, in wei, as EpochSettlement packs it.
    uint128 public constant SHARE_UNIT = 0.01 ether;

    // Two to a slot, least beside most, debit bound beside share bound: what is read together.
    uint128[COUNT] private _values;

    /// @param start One value for each parameter, by number.
    constructor(address owner, uint128[] memory start) Ownable(owner) {
        require(start.length == COUNT, IncompleteStart(start.length, COUNT));
        for (uint256 i = 0; i < COUNT; ++i) {
            _write(Parameter(i), start[i]);
            emit ParameterChanged(Parameter(i), 0, start[i]);
        }
        _requireOrder();
    }

    /// @inheritdoc IParameters
    function set(Change[] calldata changes) external onlyOwner {
        require(changes.length != 0, NoChanges());
        for (uint256 i = 0; i < changes.length; ++i) {
            (Parameter parameter, uint128 value) = (changes[i].parameter, changes[i].value);
            uint128 before = _values[uint256(parameter)];
            if (value == before) continue;
            _write(parameter, value);
            emit ParameterChanged(parameter, before, value);
        }
        _requireOrder();
    }

    /// @inheritdoc IParameters
    function get(Parameter parameter) external view returns (uint128 value) {
        return _values[uint256(parameter)];
    }

    /// @inheritdoc IParameters
    function getAll() external view returns (uint128[] memory values) {
        values = new uint128[](COUNT);
        for (uint256 i = 0; i < COUNT; ++i) {
            values[i] = _values[i];
        }
    }

    /// @inheritdoc IParameters
    function settlementBounds() external view returns (uint128 debitBoundBps, uint128 shareBound) {
        return (_values[uint256(Parameter.DebitBound)], _values[uint256(Parameter.ShareBound)]);
    }

    /// @inheritdoc IParameters
    function limitsOf(Parameter parameter) public pure returns (uint128 least, uint128 most) {
        // Traffic may become free to ask for, never forbidden to charge for; and a most that anyone can
        // afford must remain.
        if (parameter == Parameter.RelayInLeast) return (0, 0.1 ether);
        if (parameter == Parameter.RelayInMost) return (0.0001 ether, 10 ether);
        if (parameter == Parameter.RelayOutLeast) return (0, 0.1 ether);
        if (parameter == Parameter.RelayOutMost) return (0.0001 ether, 10 ether);
        if (parameter == Parameter.StorageLeast) return (0, 0.01 ether);
        if (parameter == Parameter.StorageMost) return (0.000_01 ether, 1 ether);
        // A captured quorum of Guardians moves at most one epoch's bound.
        if (parameter == Parameter.DebitBound) return (100, 1000);
        if (parameter == Parameter.ShareBound) return (1 ether, 100 ether);
        // WatchDogs test within the free quota: below a MiB nobody could.
        return (1 << 20, 1 << 30);
    }

    function _write(Parameter parameter, uint128 value) internal {
        (uint128 least, uint128 most) = limitsOf(parameter);
        require(least <= value && value <= most, OutOfLimits(parameter, value, least, most));
        require(
            parameter != Parameter.ShareBound || value % SHARE_UNIT == 0,
            NotAMultiple(value, SHARE_UNIT)
        );
        _values[uint256(parameter)] = value;
    }

    /// @dev After all changes of a call, so that a pair can move past its old values.
    function _requireOrder() internal view {
        for (uint256 i = 0; i <= uint256(Parameter.StorageLeast); i += 2) {
            (uint128 least, uint128 most) = (_values[i], _values[i + 1]);
            require(least <= most, PricesCrossed(Parameter(i), least, most));
        }
    }
}
