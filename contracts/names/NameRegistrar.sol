// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {INameRegistrar} from "./INameRegistrar.sol";
import {INameRegistry} from "./INameRegistry.sol";
import {INameResolver} from "./INameResolver.sol";
import {IReverseNames} from "./IReverseNames.sol";
import {Labels} from "./Labels.sol";
import {SDN_NODE} from "./Nodes.sol";

/// @title NameRegistrar
/// @notice The registry's registrar until governance chooses another. All it holds is proceeds: whatever
/// a payer gave too much goes back within the call, so the balance always belongs to the treasury.
contract NameRegistrar is INameRegistrar, Ownable2Step {
    uint256 public constant MAX_COMMIT_AGE = 24 hours;
    uint256 public constant MIN_DURATION = 28 days;
    /// @notice Farthest that a name may be paid ahead.
    uint256 public constant MAX_AHEAD = 36_500 days;
    uint256 public constant MIN_CODE_POINTS = 3;
    /// @notice Bounds of every price a year.
    uint64 public constant MIN_PRICE = 0.0001 ether;
    uint64 public constant MAX_PRICE = 10 ether;

    INameRegistry public immutable REGISTRY;
    INameResolver public immutable RESOLVER;
    IReverseNames public immutable REVERSE_NAMES;
    address payable public immutable TREASURY;
    /// @notice Seconds.
    uint32 public immutable COMMIT_DELAY;

    /// @inheritdoc INameRegistrar
    Prices public prices;
    /// @inheritdoc INameRegistrar
    mapping(bytes32 commitment => uint256 timestamp) public committedAt;

    constructor(
        address governor,
        address payable treasury,
        INameRegistry registry,
        INameResolver resolver,
        IReverseNames reverseNames,
        uint32 commitDelay,
        Prices memory startPrices
    ) Ownable(governor) {
        TREASURY = treasury;
        REGISTRY = registry;
        RESOLVER = resolver;
        REVERSE_NAMES = reverseNames;
        COMMIT_DELAY = commitDelay;
        _setPrices(startPrices);
    }

    /// @inheritdoc INameRegistrar
    function commit(bytes32 commitment) external {
        // Or a stranger could renew it for ever, and nobody would get to register.
        bool free = committedAt[commitment] + MAX_COMMIT_AGE < block.timestamp;
        require(free, CommitmentExists(commitment));
        committedAt[commitment] = block.timestamp;
    }

    /// @inheritdoc INameRegistrar
    function register(Registration calldata registration) external payable returns (bytes32 node) {
        _useCommitment(commitmentOf(registration));
        uint256 duration = registration.duration;
        address holder = registration.holder;
        _requireDuration(block.timestamp, duration);
        uint256 codePoints;
        // Cast: at most a century from now.
        (node, codePoints) =
            REGISTRY.register(registration.label, holder, uint40(block.timestamp + duration));
        uint256 price = _price(codePoints, duration);
        emit NameBought(node, msg.sender, duration, price);
        // The resolver takes them from this contract for this name only, and only in this transaction.
        if (registration.records.length > 0) RESOLVER.multicall(registration.records);
        if (registration.primary) {
            require(msg.sender == holder, NotRegistrant(holder, msg.sender));
            REVERSE_NAMES.setFreshName(holder, node);
        }
        _settle(price);
    }

    /// @inheritdoc INameRegistrar
    function renew(string calldata label, uint256 duration)
        external
        payable
        returns (uint256 expiry)
    {
        uint256 price = priceOf(label, duration);
        bytes32 node = _nodeOf(label);
        uint256 end = REGISTRY.stateOf(node).expiry;
        _requireDuration(end, duration);
        expiry = end + duration;
        // Cast: at most a century from now.
        REGISTRY.renew(node, uint40(expiry));
        emit RenewalBought(node, msg.sender, duration, price);
        _settle(price);
    }

    /// @inheritdoc INameRegistrar
    function withdraw() external {
        uint256 amount = address(this).balance;
        emit ProceedsWithdrawn(amount);
        (bool done,) = TREASURY.call{value: amount}("");
        require(done, WithdrawalRefused(TREASURY, amount));
    }

    /// @inheritdoc INameRegistrar
    function setPrices(Prices calldata newPrices) external onlyOwner {
        _setPrices(newPrices);
    }

    /// @inheritdoc INameRegistrar
    function activate() external {
        REGISTRY.acceptRegistrar();
    }

    /// @inheritdoc INameRegistrar
    function available(string calldata label) external view returns (bool) {
        return Labels.check(label) >= MIN_CODE_POINTS && REGISTRY.isAvailable(_nodeOf(label));
    }

    /// @inheritdoc INameRegistrar
    function priceOf(string calldata label, uint256 duration) public view returns (uint256) {
        return _price(Labels.check(label), duration);
    }

    /// @inheritdoc INameRegistrar
    function commitmentOf(Registration calldata registration) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), registration));
    }

    function _useCommitment(bytes32 commitment) internal {
        uint256 at = committedAt[commitment];
        require(at != 0, CommitmentNotFound(commitment));
        uint256 usableAt = at + COMMIT_DELAY;
        require(block.timestamp >= usableAt, CommitmentTooNew(commitment, usableAt));
        uint256 usableUntil = at + MAX_COMMIT_AGE;
        require(block.timestamp <= usableUntil, CommitmentTooOld(commitment, usableUntil));
        delete committedAt[commitment];
    }

    /// @dev The last thing that a call does: the payer's code may run.
    function _settle(uint256 price) internal {
        require(msg.value >= price, PriceNotPaid(price, msg.value));
        uint256 excess = msg.value - price;
        if (excess == 0) return;
        (bool done,) = msg.sender.call{value: excess}("");
        require(done, RefundRefused(msg.sender, excess));
    }

    function _setPrices(Prices memory newPrices) internal {
        bool valid = newPrices.fiveOrMore >= MIN_PRICE && newPrices.four >= newPrices.fiveOrMore
            && newPrices.three >= newPrices.four && newPrices.three <= MAX_PRICE;
        require(valid, InvalidPrices(newPrices, MIN_PRICE, MAX_PRICE));
        emit PricesChanged(prices, newPrices);
        prices = newPrices;
    }

    function _price(uint256 codePoints, uint256 duration) internal view returns (uint256) {
        require(codePoints >= MIN_CODE_POINTS, NameTooShort(codePoints, MIN_CODE_POINTS));
        Prices memory yearly = prices;
        uint256 year =
            codePoints == 3 ? yearly.three : codePoints == 4 ? yearly.four : yearly.fiveOrMore;
        return Math.ceilDiv(year * duration, 365 days);
    }

    /// @dev `start` is where the time paid for begins.
    function _requireDuration(uint256 start, uint256 duration) internal view {
        uint256 limit = block.timestamp + MAX_AHEAD;
        uint256 maximum = limit > start ? limit - start : 0;
        bool valid = duration >= MIN_DURATION && duration <= maximum;
        require(valid, InvalidDuration(duration, MIN_DURATION, maximum));
    }

    function _nodeOf(string calldata label) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(SDN_NODE, keccak256(bytes(label))));
    }
}
