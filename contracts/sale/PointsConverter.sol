// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IPointsConverter} from "./IPointsConverter.sol";

/// @title PointsConverter
/// @notice Holds the 5 % of SEND's cap that test-network points become. Governance (the owner) sets snapshot,
/// ratio and times once, before they open, and has no power after that; nothing can be paused.
///
/// An account's SEND vests as in OpenZeppelin's VestingWallet, by the same formula: evenly over time. Not
/// by such wallets, since a contract for every account would cost some half a million gas each, more than
/// most points are worth; here a conversion is one word.
///
/// Whoever converted before the end may claim at any time after it. What was not converted by then
/// returns to the treasury.
contract PointsConverter is IPointsConverter, Ownable2Step {
    uint256 public constant MAX_VESTING = 4 * 365 days;
    /// @notice Longest time between the vesting's end and the conversions'.
    uint256 public constant MAX_GRACE = 365 days;

    IERC20 public immutable TOKEN;
    address public immutable TREASURY;
    /// @notice Shortest time that conversions stay open.
    uint32 public immutable MIN_WINDOW;

    /// @notice Wei of SEND that all conversions are worth, and what of it was paid.
    Conversion public total;

    Terms private _terms;
    mapping(address account => Conversion conversion) private _conversions;

    constructor(address governor, IERC20 token, address treasury, uint32 minWindow)
        Ownable(governor)
    {
        TOKEN = token;
        TREASURY = treasury;
        MIN_WINDOW = minWindow;
    }

    /// @inheritdoc IPointsConverter
    function setTerms(Terms calldata newTerms) external onlyOwner {
        uint256 opensAt = _terms.opensAt;
        require(opensAt == 0 || block.timestamp < opensAt, AlreadyOpen(opensAt));
        uint256 vestedAt = uint256(newTerms.opensAt) + newTerms.vestingSeconds;
        bool valid = newTerms.opensAt > block.timestamp && newTerms.vestingSeconds <= MAX_VESTING
            && newTerms.closesAt >= uint256(newTerms.opensAt) + MIN_WINDOW
            && newTerms.closesAt >= vestedAt && newTerms.closesAt <= vestedAt + MAX_GRACE
            && newTerms.totalPoints != 0 && newTerms.weiPerPoint != 0;
        require(valid, InvalidTerms());
        uint256 needed = uint256(newTerms.totalPoints) * newTerms.weiPerPoint;
        uint256 available = TOKEN.balanceOf(address(this));
        require(needed <= available, AllocationExceeded(needed, available));
        emit TermsChanged(_terms, newTerms);
        _terms = newTerms;
    }

    /// @inheritdoc IPointsConverter
    function convert(address account, uint256 points, bytes32[] calldata proof) external {
        Terms memory set = _terms;
        // Terms that were never set close at 0.
        require(
            block.timestamp >= set.opensAt && block.timestamp < set.closesAt,
            ConversionsNotOpen(set.opensAt, set.closesAt, block.timestamp)
        );
        // Hashed twice, so that an inner node of the tree never passes for a leaf.
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, points))));
        bool known = points != 0 && points <= set.totalPoints
            && MerkleProof.verifyCalldata(proof, set.root, leaf);
        require(known, NotInSnapshot(account, points));
        require(_conversions[account].amount == 0, AlreadyConverted(account));

        uint256 amount = points * set.weiPerPoint;
        // A tree that holds more points than was said cannot give out more than was said.
        uint256 cap = uint256(set.totalPoints) * set.weiPerPoint;
        require(amount <= cap - total.amount, AllocationExceeded(total.amount + amount, cap));
        // Cast: within the cap, which is within SEND's.
        // forge-lint: disable-next-line(unsafe-typecast)
        (_conversions[account].amount, total.amount) =
        (uint128(amount), total.amount + uint128(amount));
        emit PointsConverted(account, points, amount);
        amount = claimable(account);
        if (amount != 0) _pay(account, amount);
    }

    /// @inheritdoc IPointsConverter
    function claim(address account) external returns (uint256 amount) {
        amount = claimable(account);
        require(amount != 0, NothingVested(account));
        _pay(account, amount);
    }

    /// @inheritdoc IPointsConverter
    function returnUnclaimed() external returns (uint256 amount) {
        uint256 closesAt = _terms.closesAt;
        require(
            closesAt != 0 && block.timestamp >= closesAt,
            ConversionsNotClosed(closesAt, block.timestamp)
        );
        amount = TOKEN.balanceOf(address(this)) - (total.amount - total.paid);
        emit UnclaimedReturned(amount);
        SafeTransferLib.safeTransfer(address(TOKEN), TREASURY, amount);
    }

    /// @inheritdoc IPointsConverter
    function terms() external view returns (Terms memory) {
        return _terms;
    }

    /// @inheritdoc IPointsConverter
    function conversionOf(address account) external view returns (Conversion memory) {
        return _conversions[account];
    }

    /// @inheritdoc IPointsConverter
    function claimable(address account) public view returns (uint256 amount) {
        Conversion memory conversion = _conversions[account];
        if (conversion.amount == 0) return 0;
        (uint256 opensAt, uint256 vesting) = (_terms.opensAt, _terms.vestingSeconds);
        // Who has a conversion made it after the opening.
        uint256 passed = block.timestamp - opensAt;
        uint256 vested =
            passed >= vesting ? conversion.amount : conversion.amount * passed / vesting;
        return vested - conversion.paid;
    }

    function _pay(address account, uint256 amount) internal {
        // Cast: part of the conversion's amount.
        // forge-lint: disable-start(unsafe-typecast)
        _conversions[account].paid += uint128(amount);
        total.paid += uint128(amount);
        // forge-lint: disable-end(unsafe-typecast)
        emit ConversionPaid(account, amount);
        SafeTransferLib.safeTransfer(address(TOKEN), account, amount);
    }
}
