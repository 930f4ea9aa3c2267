// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IWatchDogLicense} from "../watchdog/IWatchDogLicense.sol";
import {IBuyerCheck} from "./IBuyerCheck.sol";
import {ILicenseSale} from "./ILicenseSale.sol";
import {TierPrices} from "./TierPrices.sol";

/// @title LicenseSale
/// @notice The only issuer of WatchDog licences: 100,000 in 20 tiers of 5,000, each tier 7 % dearer. A
/// buyer says the most that the order may cost, so nobody who buys first can make it dearer than that. An
/// order's cost is exact over a tier's boundary.
///
/// Governance (the owner) sets phases, cap, referral share and buyer check within the bounds below, may
/// pause selling and give away at most MAX_GRANTED. It cannot touch money: referrers pull what they
/// earned at any time, and all the rest can only go to PROCEEDS.
///
/// A referrer must hold a licence and have bought one in an earlier second, so a wallet made, or lent a
/// licence, for the purpose refers nobody. Two wallets of one person cannot be told from two people: who
/// first buys a licence at its full price may refer another wallet. That is bounded like every referral:
/// a share of the order, at most MAX_REFERRAL_BPS.
///
/// CURRENCY is 0 for the chain's coin, or an ERC-20 that delivers what it is told to; one that takes a fee
/// on the way is refused at each order. No function may be entered while an order is at work.
contract LicenseSale is ILicenseSale, Ownable2Step, ReentrancyGuardTransient {
    /// @dev One word, read and written once an order.
    struct Book {
        uint24 sold;
        uint24 granted;
        uint96 owed;
        uint32 whitelistFrom;
        uint32 publicFrom;
        uint16 walletCap;
        uint16 referralBps;
        bool paused;
    }

    uint256 public constant SUPPLY = TierPrices.SUPPLY;
    uint256 public constant TIER_SIZE = TierPrices.TIER_SIZE;
    /// @notice Most that governance may give away.
    uint256 public constant MAX_GRANTED = 10_000;
    /// @notice Bounds of the terms. No order spans more than two tiers, since no cap exceeds one.
    uint256 public constant MAX_WALLET_CAP = TierPrices.TIER_SIZE;
    uint256 public constant MAX_REFERRAL_BPS = 1000;
    uint256 private constant BASIS_POINTS = 10_000;
    /// @dev What a buyer check may use.
    uint256 private constant CHECK_GAS = 100_000;

    IWatchDogLicense public immutable LICENSES;
    /// @notice 0: the chain's coin.
    address public immutable CURRENCY;
    /// @notice Where the proceeds go.
    address public immutable PROCEEDS;
    /// @notice Price of a licence in the first tier.
    uint256 public immutable FIRST_PRICE;

    Book private _book;
    bytes32 private _root;
    /// @inheritdoc ILicenseSale
    IBuyerCheck public buyerCheck;
    /// @inheritdoc ILicenseSale
    mapping(address referrer => uint256 amount) public rewardOf;

    constructor(
        address governor,
        IWatchDogLicense licenses,
        address currency,
        address proceeds,
        uint256 firstPrice,
        Schedule memory firstSchedule,
        Terms memory firstTerms
    ) Ownable(governor) {
        _bound(firstPrice, 1, TierPrices.MAX_FIRST_PRICE);
        LICENSES = licenses;
        CURRENCY = currency;
        PROCEEDS = proceeds;
        FIRST_PRICE = firstPrice;
        _setSchedule(firstSchedule);
        _setTerms(firstTerms);
    }

    /// @inheritdoc ILicenseSale
    function buy(uint256 quantity, uint256 maximum, address referrer)
        external
        payable
        nonReentrant
        returns (uint256 firstLicense)
    {
        Book memory book = _book;
        _requireOpen(book.publicFrom, type(uint256).max);
        return _order(book, quantity, maximum, referrer, book.walletCap);
    }

    /// @inheritdoc ILicenseSale
    function buyWhitelisted(
        uint256 quantity,
        uint256 maximum,
        address referrer,
        uint256 allowed,
        bytes32[] calldata proof
    ) external payable nonReentrant returns (uint256 firstLicense) {
        Book memory book = _book;
        _requireOpen(book.whitelistFrom, book.publicFrom);
        // Hashed twice, so that an inner node of the tree never passes for a leaf.
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(msg.sender, allowed))));
        require(MerkleProof.verifyCalldata(proof, _root, leaf), NotWhitelisted(msg.sender, allowed));
        uint256 cap = allowed < book.walletCap ? allowed : book.walletCap;
        return _order(book, quantity, maximum, referrer, cap);
    }

    /// @inheritdoc ILicenseSale
    function claimReferral(address referrer) external nonReentrant returns (uint256 amount) {
        amount = rewardOf[referrer];
        require(amount != 0, NothingToClaim(referrer));
        delete rewardOf[referrer];
        // Cast: all rewards together fit.
        // forge-lint: disable-next-line(unsafe-typecast)
        _book.owed -= uint96(amount);
        emit ReferralClaimed(referrer, amount);
        _pay(referrer, amount);
    }

    /// @inheritdoc ILicenseSale
    function sweep() external nonReentrant returns (uint256 amount) {
        amount = _balance() - _book.owed;
        emit ProceedsSwept(amount);
        _pay(PROCEEDS, amount);
    }

    /// @inheritdoc ILicenseSale
    function grant(address to, uint256 quantity)
        external
        onlyOwner
        nonReentrant
        returns (uint256 firstLicense)
    {
        require(quantity != 0, EmptyOrder());
        uint256 granted = _book.granted;
        require(quantity <= MAX_GRANTED - granted, GrantsExhausted(MAX_GRANTED));
        // Cast: at most MAX_GRANTED.
        // forge-lint: disable-next-line(unsafe-typecast)
        _book.granted = uint24(granted + quantity);
        firstLicense = LICENSES.issue(to, quantity);
        emit LicensesGranted(to, firstLicense, quantity);
    }

    /// @inheritdoc ILicenseSale
    function setSchedule(Schedule calldata newSchedule) external onlyOwner {
        require(
            newSchedule.whitelistFrom >= block.timestamp,
            InvalidSchedule(newSchedule.whitelistFrom, newSchedule.publicFrom)
        );
        _setSchedule(newSchedule);
    }

    /// @inheritdoc ILicenseSale
    function setTerms(Terms calldata newTerms) external onlyOwner {
        _setTerms(newTerms);
    }

    /// @inheritdoc ILicenseSale
    function setBuyerCheck(IBuyerCheck newCheck) external onlyOwner {
        emit BuyerCheckChanged(buyerCheck, newCheck);
        buyerCheck = newCheck;
    }

    /// @inheritdoc ILicenseSale
    function setPaused(bool paused) external onlyOwner {
        _book.paused = paused;
        emit PauseChanged(paused);
    }

    /// @inheritdoc ILicenseSale
    function state() external view returns (State memory) {
        Book memory book = _book;
        return State({sold: book.sold, granted: book.granted, owed: book.owed, paused: book.paused});
    }

    /// @inheritdoc ILicenseSale
    function quote(uint256 quantity) external view returns (uint256 cost) {
        Book memory book = _book;
        uint256 left = SUPPLY - book.sold - book.granted;
        require(quantity <= left, SoldOut(quantity, left));
        return costOf(book.sold, quantity);
    }

    /// @inheritdoc ILicenseSale
    function priceOf(uint256 tier) external view returns (uint256 price) {
        _bound(tier, 0, TierPrices.TIERS - 1);
        return TierPrices.priceOf(FIRST_PRICE, tier);
    }

    /// @inheritdoc ILicenseSale
    function costOf(uint256 soldBefore, uint256 quantity) public view returns (uint256 cost) {
        _bound(quantity, 1, TIER_SIZE);
        _bound(soldBefore, 0, SUPPLY - quantity);
        return TierPrices.costOf(FIRST_PRICE, soldBefore, quantity);
    }

    /// @inheritdoc ILicenseSale
    function schedule() public view returns (Schedule memory) {
        return
            Schedule({
                whitelistFrom: _book.whitelistFrom, publicFrom: _book.publicFrom, root: _root
            });
    }

    /// @inheritdoc ILicenseSale
    function terms() public view returns (Terms memory) {
        return Terms({walletCap: _book.walletCap, referralBps: _book.referralBps});
    }

    /// @dev Checks, books, mints, and takes the money last. `cap` counts all that the caller ever bought.
    function _order(
        Book memory book,
        uint256 quantity,
        uint256 maximum,
        address referrer,
        uint256 cap
    ) internal returns (uint256 firstLicense) {
        require(!book.paused, SalePaused());
        require(quantity != 0, EmptyOrder());
        uint256 sold = book.sold;
        uint256 left = SUPPLY - sold - book.granted;
        require(quantity <= left, SoldOut(quantity, left));
        // Before the cost, which is exact for no more than a tier.
        require(quantity <= cap, WalletCapExceeded(msg.sender, quantity, cap));
        uint256 cost = TierPrices.costOf(FIRST_PRICE, sold, quantity);
        require(cost <= maximum, PriceAboveMaximum(cost, maximum));
        _requireKnown(quantity);

        uint256 reward;
        if (referrer != address(0)) reward = _refer(referrer, cost, book.referralBps);
        // Casts: sold stays within the supply, and all rewards are a tenth of all proceeds at most.
        // forge-lint: disable-start(unsafe-typecast)
        book.sold = uint24(sold + quantity);
        book.owed += uint96(reward);
        // forge-lint: disable-end(unsafe-typecast)
        _book = book;

        uint256 bought;
        (firstLicense, bought) = LICENSES.issueSold(msg.sender, quantity);
        require(bought <= cap, WalletCapExceeded(msg.sender, bought, cap));
        emit LicensesSold(msg.sender, referrer, firstLicense, quantity, sold, cost, reward);
        _collect(cost);
    }

    function _refer(address referrer, uint256 cost, uint256 bps) internal returns (uint256 reward) {
        IWatchDogLicense.Account memory account = LICENSES.accountOf(referrer);
        bool valid = referrer != msg.sender && account.held != 0 && account.boughtAt != 0
            && account.boughtAt < block.timestamp;
        require(valid, InvalidReferrer(referrer));
        reward = cost * bps / BASIS_POINTS;
        rewardOf[referrer] += reward;
    }

    function _collect(uint256 cost) internal {
        if (CURRENCY == address(0)) {
            require(msg.value >= cost, PaymentTooSmall(msg.value, cost));
            uint256 excess = msg.value - cost;
            if (excess != 0) SafeTransferLib.safeTransferETH(msg.sender, excess);
        } else {
            require(msg.value == 0, CoinsNotTaken());
            uint256 before = _balance();
            SafeTransferLib.safeTransferFrom(CURRENCY, msg.sender, address(this), cost);
            uint256 received = _balance() - before;
            require(received == cost, PaymentIncomplete(received, cost));
        }
    }

    function _pay(address to, uint256 amount) internal {
        if (CURRENCY == address(0)) SafeTransferLib.safeTransferETH(to, amount);
        else SafeTransferLib.safeTransfer(CURRENCY, to, amount);
    }

    function _setSchedule(Schedule memory newSchedule) internal {
        require(
            newSchedule.publicFrom >= newSchedule.whitelistFrom,
            InvalidSchedule(newSchedule.whitelistFrom, newSchedule.publicFrom)
        );
        emit ScheduleChanged(schedule(), newSchedule);
        (_book.whitelistFrom, _book.publicFrom) =
        (newSchedule.whitelistFrom, newSchedule.publicFrom);
        _root = newSchedule.root;
    }

    function _setTerms(Terms memory newTerms) internal {
        _bound(newTerms.walletCap, 1, MAX_WALLET_CAP);
        _bound(newTerms.referralBps, 0, MAX_REFERRAL_BPS);
        emit TermsChanged(terms(), newTerms);
        (_book.walletCap, _book.referralBps) = (newTerms.walletCap, newTerms.referralBps);
    }

    function _requireKnown(uint256 quantity) internal view {
        address check = address(buyerCheck);
        if (check == address(0)) return;
        (bool done, bytes memory answer) = check.staticcall{gas: CHECK_GAS}(
            abi.encodeCall(IBuyerCheck.mayBuy, (msg.sender, quantity))
        );
        bool allowed = done && answer.length == 32 && uint256(bytes32(answer)) == 1;
        require(allowed, BuyerRefused(msg.sender));
    }

    function _requireOpen(uint256 from, uint256 until) internal view {
        require(
            block.timestamp >= from && block.timestamp < until,
            NotOpen(from, until, block.timestamp)
        );
    }

    function _balance() internal view returns (uint256) {
        return CURRENCY == address(0)
            ? address(this).balance
            : SafeTransferLib.balanceOf(CURRENCY, address(this));
    }

    function _bound(uint256 value, uint256 minimum, uint256 maximum) internal pure {
        require(value >= minimum && value <= maximum, OutOfBounds(value, minimum, maximum));
    }
}
