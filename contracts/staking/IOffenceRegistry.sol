// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IOffenceRegistry
/// @notice What a node can be punished for. An offence names the contract that judges its evidence and the
/// bounds of the punishment. New terms act only after unbonding plus two epochs, so that whoever
/// does not accept them has left with everything before.
interface IOffenceRegistry {
    /// @notice `evidence` alone may punish, with `minAmount` to `maxAmount` wei of SEND a case. The reporter
    /// gets `reporterBps` of what is taken from the self bond, and nothing of what is taken from delegators.
    /// Both amounts 0: the offence only jails.
    struct Offence {
        address evidence;
        uint96 minAmount;
        uint96 maxAmount;
        uint16 reporterBps;
        uint32 jailEpochs;
    }

    /// @notice `terms` replace those of `offence` at `actsFrom`, unless announced anew or withdrawn before.
    event OffenceAnnounced(bytes32 indexed offence, Offence terms, uint64 actsFrom);
    /// @notice From now on nobody is punished for `offence`; announced terms are dropped too.
    event OffenceWithdrawn(bytes32 indexed offence, Offence terms);

    /// @notice Emitted once per (offence, operator, key). `fromBond` was taken from the operator's bond, of which
    /// the reporter got `reward`; `fromPools` from delegators. All but the reward was burned.
    event Slashed(
        address indexed operator,
        bytes32 indexed offence,
        bytes32 indexed key,
        address reporter,
        uint96 fromBond,
        uint96 fromPools,
        uint96 reward
    );

    /// @notice The terms are out of the bounds that every offence has.
    error InvalidOffence(bytes32 offence);
    /// @notice Only the offence's evidence contract may punish for it.
    error NotEvidence(bytes32 offence, address caller);

    /// @notice Sets the terms of `offence` from now + OFFENCE_DELAY on. Only the governor.
    function announceOffence(bytes32 offence, Offence calldata terms) external;

    /// @notice Stops `offence` at once. Only the governor.
    function withdrawOffence(bytes32 offence) external;

    /// @notice Punishes `operator` for an offence, in the name of its evidence contract, which calls this. Takes
    /// `amount`, held to the offence's bounds, or all there is: from the bond first, then from delegators. Jails,
    /// if the offence does. Once per (operator, `key`); again, it does nothing and returns 0.
    /// @param reporter gets its part of what the bond lost; 0: nobody
    function slash(bytes32 offence, address operator, bytes32 key, uint96 amount, address reporter)
        external
        returns (uint96 taken);

    /// @notice Terms that act now; all zero when there are none.
    function offenceOf(bytes32 offence) external view returns (Offence memory terms);

    /// @notice Terms to come, and from when; all zero when there are none.
    function announcedOffence(bytes32 offence)
        external
        view
        returns (Offence memory terms, uint64 actsFrom);

    /// @notice Whether `operator` was punished in the case `key` of `offence`.
    function isPunished(bytes32 offence, address operator, bytes32 key)
        external
        view
        returns (bool punished);
}
