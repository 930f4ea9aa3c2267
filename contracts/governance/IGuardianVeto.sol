// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IGuardianVeto
/// @notice The Guardians' right to cancel what governance queued, and nothing else. A Guardian is an
/// operator that NodeStaking counts in the current epoch; weights are their stakes.
interface IGuardianVeto {
    /// @notice `guardian` is against the queued `operation` of `timelock`. Not twice without a VetoWithdrawn between.
    event VetoCast(address indexed timelock, bytes32 indexed operation, address indexed guardian);
    /// @notice Follows a VetoCast of the same three.
    event VetoWithdrawn(
        address indexed timelock, bytes32 indexed operation, address indexed guardian
    );
    /// @notice More than half of the stake was against: the timelock cancelled the operation in this transaction.
    event OperationVetoed(
        address indexed timelock, bytes32 indexed operation, uint256 against, uint256 total
    );
    /// @notice The operation only takes the veto from this contract, and cannot be vetoed.
    event OperationExempted(bytes32 indexed operation);

    /// @notice The address is neither of the two timelocks.
    error UnknownTimelock(address timelock);
    /// @notice Only an operation that is queued, and neither done nor cancelled, can be vetoed.
    error NotQueued(address timelock, bytes32 operation);
    /// @notice Only a Guardian of the current epoch may do this.
    error NotGuardian(address account);
    /// @notice This Guardian's veto stands already.
    error AlreadyVetoed(bytes32 operation, address guardian);
    /// @notice This account has no veto standing.
    error NoVeto(bytes32 operation, address account);
    /// @notice Guardians cannot veto the end of their veto.
    error Exempt(bytes32 operation);
    /// @notice Only an operation that does nothing but take the veto from this contract is exempt.
    error NotExemptible();

    /// @notice Counts the calling Guardian against a queued operation; with more than half of the current
    /// Guardians' stake against it, cancels it in the same call.
    function veto(address timelock, bytes32 operation) external returns (bool cancelled);

    /// @notice Takes the caller's veto back.
    function withdrawVeto(address timelock, bytes32 operation) external;

    /// @notice Shows that an operation of the upgrades' timelock does nothing but take the veto from this
    /// contract, which makes it immune to the veto. Anyone may, from the day that the operation can be named.
    function exempt(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt
    ) external returns (bytes32 operation);

    /// @notice Stake of the current Guardians that is against the operation, and of all of them.
    function tallyOf(address timelock, bytes32 operation)
        external
        view
        returns (uint256 against, uint256 total);

    /// @notice Whether the account's veto stands, Guardian or no longer.
    function hasVetoed(address timelock, bytes32 operation, address account)
        external
        view
        returns (bool);

    function isExempt(bytes32 operation) external view returns (bool);
}
