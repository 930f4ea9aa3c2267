// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IPointsConverter
/// @notice Turns points that people earned on the test network into SEND, once, at one ratio. Points:
/// an Edge got 100 for a GB (10^9 bytes) relayed, a WatchDog 4 for 100 checks, floored per account.
interface IPointsConverter {
    /// @notice `root` is that of the tree of (address account, uint256 points), all of them `totalPoints`; a point
    /// is worth `weiPerPoint` wei of SEND. Conversions may be made from the second `opensAt` until before
    /// `closesAt`; what they are worth vests evenly from `opensAt` over `vestingSeconds`.
    struct Terms {
        bytes32 root;
        uint128 totalPoints;
        uint128 weiPerPoint;
        uint48 opensAt;
        uint48 vestingSeconds;
        uint48 closesAt;
    }

    /// @notice Wei of SEND that an account's points became, and what of it was paid.
    struct Conversion {
        uint128 amount;
        uint128 paid;
    }

    /// @notice From here on `newTerms` count. Never emitted once terms have opened.
    event TermsChanged(Terms oldTerms, Terms newTerms);
    /// @notice Emitted once per account at most.
    event PointsConverted(address indexed account, uint256 points, uint256 amount);
    /// @notice `amount` is what had vested of the account's conversion and was not paid yet.
    event ConversionPaid(address indexed account, uint256 amount);
    /// @notice `amount` that nobody converted went to the treasury.
    event UnclaimedReturned(uint256 amount);

    /// @notice Terms that have opened stay as they are.
    error AlreadyOpen(uint256 opensAt);
    /// @notice The terms are outside the bounds that the code sets.
    error InvalidTerms();
    /// @notice All points are worth more than there is to give.
    error AllocationExceeded(uint256 needed, uint256 available);
    /// @notice Points can be converted between these times only.
    error ConversionsNotOpen(uint256 opensAt, uint256 closesAt, uint256 timestamp);
    /// @notice The account and its points are not in the snapshot.
    error NotInSnapshot(address account, uint256 points);
    /// @notice The account's points were converted.
    error AlreadyConverted(address account);
    /// @notice Nothing more has vested for this account.
    error NothingVested(address account);
    /// @notice Conversions can still be made.
    error ConversionsNotClosed(uint256 closesAt, uint256 timestamp);

    /// @notice Sets what counts when conversions open. Governance only, and only before they do.
    function setTerms(Terms calldata newTerms) external;

    /// @notice Converts the points of `account` and pays what has vested. Anyone may call; SEND goes to the
    /// account.
    function convert(address account, uint256 points, bytes32[] calldata proof) external;

    /// @notice Pays what has vested since. Anyone may call, at any time, however late.
    function claim(address account) external returns (uint256 amount);

    /// @notice Sends what nobody converted to the treasury. Anyone may call, after the end.
    function returnUnclaimed() external returns (uint256 amount);

    /// @notice The terms; zeros before they are set.
    function terms() external view returns (Terms memory);

    /// @notice What became of an account's points; zeros before they are converted.
    function conversionOf(address account) external view returns (Conversion memory);

    /// @notice What {claim} would pay now.
    function claimable(address account) external view returns (uint256 amount);
}
