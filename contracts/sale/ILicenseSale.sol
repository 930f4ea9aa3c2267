// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBuyerCheck} from "./IBuyerCheck.sol";

/// @title ILicenseSale
/// @notice WatchDog licences, first come, first served, at a price that rises with what was sold. Amounts
/// are in wei of the sale's one currency, fixed at deployment: the chain's coin, or one ERC-20.
interface ILicenseSale {
    /// @notice Seconds of Unix time. From `whitelistFrom` the whitelisted may buy, from `publicFrom` everybody,
    /// and the whitelist is over. `root` is that of the tree of (address account, uint256 quantity).
    struct Schedule {
        uint32 whitelistFrom;
        uint32 publicFrom;
        bytes32 root;
    }

    /// @notice What governance may change, within the bounds in {LicenseSale}.
    struct Terms {
        /// Most licences that one account may buy, whitelisted ones included.
        uint16 walletCap;
        /// What a referrer gets of an order, in basis points.
        uint16 referralBps;
    }

    /// @notice `sold` counts what was paid for, `granted` what was not; `owed` is what referrers may claim.
    struct State {
        uint24 sold;
        uint24 granted;
        uint96 owed;
        bool paused;
    }

    /// @notice `buyer` paid `cost` for `quantity` licences from `firstLicense` on. `soldBefore` licences were
    /// sold before these, which says their tiers; orders are disjoint and leave no gap in what is sold.
    /// `referrer` (0: nobody) may claim `reward`, which is part of the cost.
    event LicensesSold(
        address indexed buyer,
        address indexed referrer,
        uint256 firstLicense,
        uint256 quantity,
        uint256 soldBefore,
        uint256 cost,
        uint256 reward
    );
    /// @notice `amount` is everything that `referrer` had earned and not claimed.
    event ReferralClaimed(address indexed referrer, uint256 amount);
    /// @notice Governance gave `quantity` licences from `firstLicense` on away.
    event LicensesGranted(address indexed to, uint256 firstLicense, uint256 quantity);
    /// @notice `amount` went to the escrow from which governance releases it.
    event ProceedsSwept(uint256 amount);
    /// @notice From here on the sale goes by `newSchedule`.
    event ScheduleChanged(Schedule oldSchedule, Schedule newSchedule);
    /// @notice From here on orders go by `newTerms`.
    event TermsChanged(Terms oldTerms, Terms newTerms);
    /// @notice From here on `newCheck` is asked about every buyer; 0: nobody is asked.
    event BuyerCheckChanged(IBuyerCheck oldCheck, IBuyerCheck newCheck);
    /// @notice Nothing is sold from here on, or is again. Claims go on.
    event PauseChanged(bool paused);

    /// @notice This phase of the sale is not open.
    error NotOpen(uint256 opensAt, uint256 closesAt, uint256 timestamp);
    /// @notice The sale is paused. Referral rewards can be claimed.
    error SalePaused();
    /// @notice An order is for at least one licence.
    error EmptyOrder();
    /// @notice Fewer licences are left than were ordered.
    error SoldOut(uint256 quantity, uint256 left);
    /// @notice The account would have bought more than it may.
    error WalletCapExceeded(address buyer, uint256 bought, uint256 cap);
    /// @notice The order costs more than the buyer wants to pay: others bought first.
    error PriceAboveMaximum(uint256 cost, uint256 maximum);
    /// @notice Fewer coins came along than the order costs.
    error PaymentTooSmall(uint256 paid, uint256 cost);
    /// @notice The sale takes an ERC-20: coins must not come along.
    error CoinsNotTaken();
    /// @notice The ERC-20 delivered something else than what the order costs.
    error PaymentIncomplete(uint256 received, uint256 cost);
    /// @notice The account and quantity are not on the whitelist.
    error NotWhitelisted(address buyer, uint256 quantity);
    /// @notice A referrer holds a licence and bought one in an earlier second; nobody refers themselves.
    error InvalidReferrer(address referrer);
    /// @notice The check that governance chose does not let this account buy.
    error BuyerRefused(address buyer);
    /// @notice There is no reward to claim.
    error NothingToClaim(address referrer);
    /// @notice Governance may give away so many and no more.
    error GrantsExhausted(uint256 limit);
    /// @notice Neither phase may begin in the past, nor the public one first.
    error InvalidSchedule(uint256 whitelistFrom, uint256 publicFrom);
    /// @notice The value is outside the bounds that the code sets.
    error OutOfBounds(uint256 value, uint256 minimum, uint256 maximum);

    /// @notice Buys `quantity` licences for the caller in the public phase.
    /// @param maximum Most that the whole order may cost; coins beyond the cost return.
    /// @param referrer Who gets a part of the cost; 0: nobody.
    function buy(uint256 quantity, uint256 maximum, address referrer)
        external
        payable
        returns (uint256 firstLicense);

    /// @notice Buys in the whitelist phase: as many in all as `allowed`, which `proof` shows to be the caller's.
    function buyWhitelisted(
        uint256 quantity,
        uint256 maximum,
        address referrer,
        uint256 allowed,
        bytes32[] calldata proof
    ) external payable returns (uint256 firstLicense);

    /// @notice Pays the rewards of `referrer` to it. Anyone may call; never paused.
    function claimReferral(address referrer) external returns (uint256 amount);

    /// @notice Sends to the escrow all that is not owed to referrers. Anyone may call; never paused.
    function sweep() external returns (uint256 amount);

    /// @notice Gives `quantity` licences away. They change no price. Governance only.
    function grant(address to, uint256 quantity) external returns (uint256 firstLicense);

    /// @notice Sets phases that begin now or later. Governance only.
    function setSchedule(Schedule calldata newSchedule) external;

    /// @notice Sets the terms of later orders. Governance only.
    function setTerms(Terms calldata newTerms) external;

    /// @notice Sets who is asked about buyers. Governance only.
    function setBuyerCheck(IBuyerCheck newCheck) external;

    /// @notice Stops or resumes selling. Governance only.
    function setPaused(bool paused) external;

    /// @notice The phases.
    function schedule() external view returns (Schedule memory);

    /// @notice The terms of the next order.
    function terms() external view returns (Terms memory);

    /// @notice How far the sale is.
    function state() external view returns (State memory);

    /// @notice What `quantity` licences cost when `soldBefore` were sold before them.
    function costOf(uint256 soldBefore, uint256 quantity) external view returns (uint256 cost);

    /// @notice What the next `quantity` licences cost. Reverts when there are not so many.
    function quote(uint256 quantity) external view returns (uint256 cost);

    /// @notice Price of one licence of `tier` (0 is the first): first price x 1.07^tier, floored once.
    function priceOf(uint256 tier) external view returns (uint256 price);

    /// @notice Who is asked about buyers; 0: nobody.
    function buyerCheck() external view returns (IBuyerCheck);

    /// @notice What `referrer` may claim.
    function rewardOf(address referrer) external view returns (uint256 amount);
}
