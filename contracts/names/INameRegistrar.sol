// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title INameRegistrar
/// @notice Sells names under .sdn for a time, in the chain's native currency. First {commit} to a hash,
/// then, `COMMIT_DELAY` seconds to a day later, {register} what was hashed: nobody can learn a name from
/// the first transaction, or take it from the second one.
interface INameRegistrar {
    /// @notice What is registered, all of it bound by the commitment.
    struct Registration {
        /// Without ".sdn", normalised by ENSIP-15.
        string label;
        address holder;
        /// Seconds.
        uint256 duration;
        /// Hides the label in the commitment.
        bytes32 secret;
        /// Calls of NameResolver that write the name's records; may be empty.
        bytes[] records;
        /// Whether the name also becomes what the holder is called. Only the holder can send that.
        bool primary;
    }

    /// @notice Wei a year by a label's length in characters.
    struct Prices {
        uint64 three;
        uint64 four;
        uint64 fiveOrMore;
    }

    /// @notice Follows NameRegistered. `price` is what the registrar kept.
    event NameBought(bytes32 indexed node, address indexed payer, uint256 duration, uint256 price);
    /// @notice Follows NameRenewed. `price` is what the registrar kept.
    event RenewalBought(
        bytes32 indexed node, address indexed payer, uint256 duration, uint256 price
    );
    /// @notice Prices of every registration and renewal from here on.
    event PricesChanged(Prices oldPrices, Prices newPrices);
    /// @notice Went to the treasury.
    event ProceedsWithdrawn(uint256 amount);

    /// @notice The same commitment waits already.
    error CommitmentExists(bytes32 commitment);
    /// @notice There is no such commitment: commit first, with exactly the same values.
    error CommitmentNotFound(bytes32 commitment);
    /// @notice The commitment is too fresh.
    error CommitmentTooNew(bytes32 commitment, uint256 usableAt);
    /// @notice The commitment is older than a day: commit again.
    error CommitmentTooOld(bytes32 commitment, uint256 usableUntil);
    /// @notice Names have at least three characters.
    error NameTooShort(uint256 codePoints, uint256 minimum);
    /// @notice Names are paid for at least 28 days, and at most 100 years ahead.
    error InvalidDuration(uint256 duration, uint256 minimum, uint256 maximum);
    /// @notice The transaction carries less than the name costs.
    error PriceNotPaid(uint256 price, uint256 value);
    /// @notice The sender does not take back what it paid too much.
    error RefundRefused(address payer, uint256 amount);
    /// @notice The treasury does not take its money.
    error WithdrawalRefused(address treasury, uint256 amount);
    /// @notice Only the holder itself can make the name what it is called.
    error NotRegistrant(address holder, address caller);
    /// @notice Prices stay within bounds, and a shorter name is never cheaper.
    error InvalidPrices(Prices prices, uint256 minimum, uint256 maximum);

    /// @notice Announces a registration without telling it. Anyone may send it.
    function commit(bytes32 commitment) external;

    /// @notice Registers as committed. Anyone may send and pay it, unless it is `primary`; what `msg.value`
    /// is too much comes back.
    function register(Registration calldata registration) external payable returns (bytes32 node);

    /// @notice Adds `duration` to a name that is live or in grace, counted from its end. Anyone may pay.
    function renew(string calldata label, uint256 duration)
        external
        payable
        returns (uint256 expiry);

    /// @notice Sends all that was earned to the treasury. Anyone may call.
    function withdraw() external;

    /// @notice Only the governor; within MIN_PRICE and MAX_PRICE.
    function setPrices(Prices calldata newPrices) external;

    /// @notice Takes over as the registry's registrar, once its governor has proposed this contract.
    function activate() external;

    /// @notice Wei a year.
    function prices() external view returns (uint64 three, uint64 four, uint64 fiveOrMore);

    /// @notice Wei for `duration` seconds of `label`, rounded up. Reverts for labels that no name can have.
    function priceOf(string calldata label, uint256 duration) external view returns (uint256 price);

    /// @notice Whether `label` can be registered now.
    function available(string calldata label) external view returns (bool isAvailable);

    /// @notice Time of a commitment that was not used, else 0.
    function committedAt(bytes32 commitment) external view returns (uint256 timestamp);

    /// @notice What to {commit} for a registration.
    function commitmentOf(Registration calldata registration)
        external
        view
        returns (bytes32 commitment);
}
