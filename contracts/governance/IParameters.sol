// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IParameters
/// @notice The values of the network that governance may change. Each stays for ever within limits that
/// are code; agents and contracts read them here, and follow the events.
interface IParameters {
    /// @notice In the order of their numbers, which never changes. Prices are wei of SEND.
    enum Parameter {
        /// Least that an Edge may ask per MiB that it takes in.
        RelayInLeast,
        /// Most of it.
        RelayInMost,
        /// Least that an Edge may ask per MiB that it hands out.
        RelayOutLeast,
        /// Most of it.
        RelayOutMost,
        /// Least that an Edge may ask per MiB that it keeps for a day.
        StorageLeast,
        /// Most of it.
        StorageMost,
        /// Most of the escrow that one epoch may debit, in basis points. EpochSettlement fixes it for an
        /// epoch when its bills are recorded.
        DebitBound,
        /// Most that one valid share of WatchDogs' reports earns, in wei; a multiple of 10^16. Fixed for
        /// an epoch as the debit bound is.
        ShareBound,
        /// Bytes that an Edge carries unpaid for one peer in an epoch.
        FreeQuota
    }

    struct Change {
        Parameter parameter;
        uint128 value;
    }

    /// @notice `newValue` holds from now on; `oldValue` is what the last event of this parameter called new (0
    /// before the first, which the deployment emits). Always within {limitsOf}. The two differ, but for the first.
    event ParameterChanged(Parameter indexed parameter, uint128 oldValue, uint128 newValue);

    /// @notice The value is outside the limits of this parameter, which nobody can change.
    error OutOfLimits(Parameter parameter, uint128 value, uint128 least, uint128 most);
    /// @notice The least price would be above the most: change both in one call.
    error PricesCrossed(Parameter parameter, uint128 least, uint128 most);
    /// @notice The share bound must be a multiple of `unit` wei.
    error NotAMultiple(uint128 value, uint128 unit);
    /// @notice A list of changes must not be empty.
    error NoChanges();
    /// @notice At deployment every parameter needs one value.
    error IncompleteStart(uint256 given, uint256 needed);

    /// @notice Makes all changes or none. Only the owner (the parameters' timelock). A change to the present
    /// value is passed over; of two for one parameter the later holds.
    function set(Change[] calldata changes) external;

    /// @notice The present value.
    function get(Parameter parameter) external view returns (uint128 value);

    /// @notice All present values, by their parameters' numbers.
    function getAll() external view returns (uint128[] memory values);

    /// @notice What EpochSettlement fixes for an epoch: basis points of the escrow and wei per share.
    function settlementBounds() external view returns (uint128 debitBoundBps, uint128 shareBound);

    /// @notice The values that a parameter can ever have, both included.
    function limitsOf(Parameter parameter) external pure returns (uint128 least, uint128 most);
}
