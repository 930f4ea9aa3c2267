// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {Epoch} from "../network/Epoch.sol";
import {EpochClock} from "../network/EpochClock.sol";
import {Profile} from "../network/Profile.sol";
import {IEpochSettlement} from "../settlement/IEpochSettlement.sol";
import {ISendToken} from "../token/ISendToken.sol";
import {IDelegationPools} from "./IDelegationPools.sol";
import {INodeStaking} from "./INodeStaking.sol";
import {PoolId} from "./PoolId.sol";

/// @title DelegationPools
/// @notice Custodian of delegated stake. Earnings do not pass through here: they are credits of
/// EpochSettlement, split by the shares that counted at the start of the epoch.
///
/// A pool has stake that counts, divided by shares, and stake that unbonds, divided by shares of its own, so that a
/// slash of either is one write. Shares are bought against a virtual 1 wei and a million virtual shares, and
/// nobody can add stake without buying shares, so the price of a share only falls. A slash that would
/// leave less than a millionth of the first price takes all: then the pool has ended, its shares are worth nothing,
/// and the operator's next delegation opens another. So shares stay below 2^135, and no product here overflows.
///
/// Stake moved from A to B lies in a pool of its own for (A, B, third of the unbonding time): it backs
/// B and is slashed for either. At most MAX_LIABLE such pools exist for an operator, so that a slash has a
/// bounded cost; beyond that nobody can redelegate, and everybody can undelegate.
///
/// Divisions favour whoever stays, and on a slash nobody: each part taken is rounded up.
/// No owner, no pause, no upgrade. SEND is trusted: it moves what it is told and calls nobody back.
contract DelegationPools is IDelegationPools, SignedCalls, EpochClock {
    using Checkpoints for Checkpoints.Trace208;
    using EnumerableSet for EnumerableSet.UintSet;
    using SafeERC20 for IERC20;

    struct PoolState {
        address operator;
        uint64 liableUntil;
        address formerly;
        uint96 unbonding;
        uint128 unbondingShares;
        /// Counts the times that all of what was unbonding was slashed.
        uint32 round;
        Checkpoints.Trace208 stake;
        Checkpoints.Trace208 shares;
    }

    struct Entry {
        PoolId pool;
        uint32 round;
        uint40 withdrawableAt;
        uint120 shares;
    }

    struct Queue {
        uint256 next;
        Entry[] entries;
    }

    uint96 public constant MIN_DELEGATION = 10 ether;
    uint256 public constant MAX_LIABLE = 32;
    uint16 public constant MAX_COMMISSION_BPS = 5000;

    uint256 private constant VIRTUAL_SHARES = 1e6;
    /// @dev A price below a millionth of the first one ends a pool.
    uint256 private constant LEAST_PRICE = 1e6;

    ISendToken public immutable TOKEN;
    INodeStaking public immutable STAKING;
    IEpochSettlement public immutable SETTLEMENT;
    /// @notice Seconds from undelegating to withdrawing.
    uint32 public immutable UNBONDING;
    /// @notice Epochs until a raised commission acts: longer than unbonding.
    uint64 public immutable COMMISSION_NOTICE;

    /// @inheritdoc IDelegationPools
    uint256 public totalHeld;
    /// @inheritdoc IDelegationPools
    mapping(address operator => uint96 stake) public delegatedTo;
    /// @inheritdoc IDelegationPools
    mapping(address operator => PoolId id) public poolOf;
    /// @inheritdoc IDelegationPools
    mapping(address account => address operator) public compoundingOf;

    uint64 private _poolCount;
    mapping(PoolId id => PoolState pool) private _pools;
    mapping(PoolId id => mapping(address delegator => Checkpoints.Trace208 shares)) private _shares;
    mapping(address delegator => EnumerableSet.UintSet ids) private _poolsOf;
    mapping(address delegator => Queue queue) private _queues;
    mapping(
        address formerly => mapping(address operator => mapping(uint64 liableUntil => PoolId id))
    ) private _moved;
    // Pools beside an operator's own that are slashed with it; may hold some that are empty or no longer liable.
    mapping(address operator => PoolId[] ids) private _liable;
    mapping(address operator => Checkpoints.Trace208 bps) private _commissions;

    constructor(
        ISendToken token,
        INodeStaking staking,
        IEpochSettlement settlement,
        uint64 genesis,
        Profile memory profile
    ) EpochClock(genesis, profile) EIP712("SendingNetwork DelegationPools", "1") {
        (TOKEN, STAKING, SETTLEMENT) = (token, staking, settlement);
        UNBONDING = profile.unbonding;
        COMMISSION_NOTICE = profile.unbonding / profile.epochLength + 1;
    }

    /// @inheritdoc IDelegationPools
    function delegate(address operator, uint96 amount) external returns (PoolId id) {
        return _delegate(_msgSender(), operator, amount);
    }

    /// @inheritdoc IDelegationPools
    function undelegate(PoolId id, uint256 shares) external returns (uint96 amount) {
        address delegator = _msgSender();
        amount = _remove(id, delegator, shares);
        // Cast: a timestamp.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint64 withdrawableAt = uint64(block.timestamp) + UNBONDING;
        emit Undelegated(delegator, _pools[id].operator, id, amount, withdrawableAt);
        if (amount != 0) _enqueue(id, delegator, amount, withdrawableAt);
    }

    /// @inheritdoc IDelegationPools
    function redelegate(PoolId id, uint256 shares, address operator)
        external
        returns (PoolId newId, uint96 amount)
    {
        address delegator = _msgSender();
        PoolState storage entry = _pools[id];
        (address from, uint64 until) = (entry.operator, entry.liableUntil);
        require(block.timestamp >= until, StillLiable(id, until));
        require(operator != from, SameOperator(operator));
        amount = _remove(id, delegator, shares);
        newId = _openMoved(from, operator);
        emit Redelegated(delegator, id, newId, amount);
        require(_add(newId, delegator, amount), NodeNotActive(operator));
        _requireMinimum(newId, delegator);
    }

    /// @inheritdoc IDelegationPools
    function settle(PoolId id, address delegator) external returns (PoolId newId) {
        PoolState storage entry = _pools[id];
        (address operator, uint64 until) = (entry.operator, entry.liableUntil);
        require(entry.formerly != address(0), SameOperator(operator));
        require(block.timestamp >= until, StillLiable(id, until));
        uint96 amount = _remove(id, delegator, sharesOf(id, delegator));
        if (amount == 0) return newId;
        newId = _openOwn(operator);
        emit Redelegated(delegator, id, newId, amount);
        _add(newId, delegator, amount);
    }

    /// @inheritdoc IDelegationPools
    function withdraw(address delegator, uint256 limit) external returns (uint96 amount) {
        Queue storage queue = _queues[delegator];
        uint256 first = queue.next;
        uint256 end = Math.min(queue.entries.length, Math.saturatingAdd(first, limit));
        uint256 next = first;
        for (; next < end && queue.entries[next].withdrawableAt <= block.timestamp; ++next) {
            amount += _redeem(queue.entries[next]);
            delete queue.entries[next];
        }
        uint64 opensAt = next < queue.entries.length ? queue.entries[next].withdrawableAt : 0;
        require(next != first, NothingWithdrawable(delegator, opensAt));
        queue.next = next;
        totalHeld -= amount;
        emit UnbondingWithdrawn(delegator, next - first, amount);
        IERC20(TOKEN).safeTransfer(delegator, amount);
    }

    /// @inheritdoc IDelegationPools
    function setCommission(uint16 bps) external {
        _setCommission(_msgSender(), bps, currentEpoch() + Epoch.wrap(1));
    }

    /// @inheritdoc IDelegationPools
    function claimAndDelegate(address operator, CreditClaim calldata claim)
        external
        returns (uint96 amount)
    {
        return _compound(_msgSender(), operator, claim);
    }

    /// @inheritdoc IDelegationPools
    function setCompounding(address operator) external {
        address account = _msgSender();
        emit CompoundingSet(account, compoundingOf[account], operator);
        compoundingOf[account] = operator;
    }

    /// @inheritdoc IDelegationPools
    function compound(address account, CreditClaim calldata claim)
        external
        returns (uint96 amount)
    {
        address operator = compoundingOf[account];
        require(operator != address(0), CompoundingOff(account));
        return _compound(account, operator, claim);
    }

    /// @inheritdoc IDelegationPools
    function registerCommission(address operator, uint16 bps, Epoch from) external {
        _requireStaking();
        _setCommission(operator, bps, from);
    }

    /// @inheritdoc IDelegationPools
    function slash(address operator, uint96 amount)
        external
        returns (uint96 taken, address[] memory operators)
    {
        _requireStaking();
        PoolId[] memory ids = liablePools(operator);
        uint256 total;
        for (uint256 i = 0; i < ids.length; ++i) {
            total += _pools[ids[i]].stake.latest() + _pools[ids[i]].unbonding;
        }
        if (total == 0) return (0, operators);
        operators = new address[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            operators[i] = _pools[ids[i]].operator;
            taken += _slash(ids[i], operator, Math.min(amount, total), total);
        }
        totalHeld -= taken;
        TOKEN.burn(taken);
    }

    /// @inheritdoc IDelegationPools
    function pool(PoolId id) external view returns (Pool memory state) {
        PoolState storage entry = _pools[id];
        return Pool({
            operator: entry.operator,
            formerly: entry.formerly,
            liableUntil: entry.liableUntil,
            stake: uint96(entry.stake.latest()),
            shares: entry.shares.latest(),
            unbonding: entry.unbonding,
            unbondingShares: entry.unbondingShares
        });
    }

    /// @inheritdoc IDelegationPools
    function poolsOf(address delegator) external view returns (PoolId[] memory ids) {
        uint256[] memory values = _poolsOf[delegator].values();
        ids = new PoolId[](values.length);
        for (uint256 i = 0; i < values.length; ++i) {
            // Cast: only ids are in the set.
            // forge-lint: disable-next-line(unsafe-typecast)
            ids[i] = PoolId.wrap(uint64(values[i]));
        }
    }

    /// @inheritdoc IDelegationPools
    function valueOf(PoolId id, address delegator) external view returns (uint96 amount) {
        PoolState storage entry = _pools[id];
        return _worth(sharesOf(id, delegator), entry.stake.latest(), entry.shares.latest());
    }

    /// @inheritdoc IDelegationPools
    function sharesAt(PoolId id, address delegator, Epoch epoch)
        external
        view
        returns (uint256 shares)
    {
        return _shares[id][delegator].upperLookupRecent(_key(epoch));
    }

    /// @inheritdoc IDelegationPools
    function poolAt(PoolId id, Epoch epoch) external view returns (uint96 stake, uint256 shares) {
        PoolState storage entry = _pools[id];
        uint48 key = _key(epoch);
        return (uint96(entry.stake.upperLookupRecent(key)), entry.shares.upperLookupRecent(key));
    }

    /// @inheritdoc IDelegationPools
    function commissionAt(address operator, Epoch epoch) external view returns (uint16 bps) {
        return uint16(_commissions[operator].upperLookupRecent(_key(epoch)));
    }

    /// @inheritdoc IDelegationPools
    function unbondingOf(address delegator) external view returns (Unbonding[] memory entries) {
        Queue storage queue = _queues[delegator];
        entries = new Unbonding[](queue.entries.length - queue.next);
        for (uint256 i = 0; i < entries.length; ++i) {
            Entry memory entry = queue.entries[queue.next + i];
            entries[i] = Unbonding({
                pool: entry.pool,
                withdrawableAt: entry.withdrawableAt,
                amount: _worthUnbonding(entry)
            });
        }
    }

    /// @inheritdoc IDelegationPools
    function sharesOf(PoolId id, address delegator) public view returns (uint256 shares) {
        return _shares[id][delegator].latest();
    }

    /// @inheritdoc IDelegationPools
    function liablePools(address operator) public view returns (PoolId[] memory ids) {
        PoolId[] storage others = _liable[operator];
        PoolId own = poolOf[operator];
        ids = new PoolId[](others.length + 1);
        uint256 count;
        if (own.isPool()) ids[count++] = own;
        for (uint256 i = 0; i < others.length; ++i) {
            if (_isLiable(others[i], operator)) ids[count++] = others[i];
        }
        assembly ("memory-safe") {
            mstore(ids, count)
        }
    }

    function _delegate(address delegator, address operator, uint96 amount)
        private
        returns (PoolId id)
    {
        id = _openOwn(operator);
        totalHeld += amount;
        emit Delegated(delegator, operator, id, amount);
        require(_add(id, delegator, amount), NodeNotActive(operator));
        _requireMinimum(id, delegator);
        IERC20(TOKEN).safeTransferFrom(delegator, address(this), amount);
    }

    function _compound(address account, address operator, CreditClaim calldata claim)
        private
        returns (uint96 amount)
    {
        // Cast: SETTLEMENT is ours, and pays out SEND, of which there are fewer than 2^96 wei.
        // forge-lint: disable-next-line(unsafe-typecast)
        amount = uint96(
            SETTLEMENT.claimCredit(
                account, claim.cumulative, claim.second, claim.payloadDigest, claim.proof
            )
        );
        _delegate(account, operator, amount);
    }

    /// @dev Buys shares for `amount`, which is here already. Tells whether the pool's operator is active.
    function _add(PoolId id, address delegator, uint96 amount) private returns (bool active) {
        PoolState storage entry = _pools[id];
        address operator = entry.operator;
        delegatedTo[operator] += amount;
        Epoch from;
        (from, active) = STAKING.refreshStake(operator);
        (uint256 stake, uint256 total) = (entry.stake.latest(), entry.shares.latest());
        uint256 bought = amount * (total + VIRTUAL_SHARES) / (stake + 1);
        uint256 held = sharesOf(id, delegator);
        if (held == 0) _poolsOf[delegator].add(PoolId.unwrap(id));
        _record(id, delegator, held + bought, stake + amount, total + bought, from);
    }

    /// @dev Sells `shares`; what they bring stays here, in no pool.
    function _remove(PoolId id, address delegator, uint256 shares) private returns (uint96 amount) {
        PoolState storage entry = _pools[id];
        uint256 held = sharesOf(id, delegator);
        require(shares != 0 && shares <= held, NotEnoughShares(id, shares, held));
        (uint256 stake, uint256 total) = (entry.stake.latest(), entry.shares.latest());
        amount = _worth(shares, stake, total);
        address operator = entry.operator;
        delegatedTo[operator] -= amount;
        (Epoch from,) = STAKING.refreshStake(operator);
        if (held == shares) _poolsOf[delegator].remove(PoolId.unwrap(id));
        // A slash may have left less than the minimum; then all can be taken out, but no part.
        else _requireMinimum(held - shares, stake - amount, total - shares);
        _record(id, delegator, held - shares, stake - amount, total - shares, from);
    }

    /// @dev Casts: shares stay below 2^135 (2^94 wei, at least a millionth of a millionth of a wei each),
    /// stake below 2^94.
    function _record(
        PoolId id,
        address delegator,
        uint256 held,
        uint256 stake,
        uint256 total,
        Epoch from
    ) private {
        uint48 key = _keyFor(id, from);
        // forge-lint: disable-start(unsafe-typecast)
        _shares[id][delegator].push(key, uint208(held));
        _pools[id].stake.push(key, uint208(stake));
        _pools[id].shares.push(key, uint208(total));
        emit DelegationChanged(id, delegator, held, total, uint96(stake), Epoch.wrap(key));
        // forge-lint: disable-end(unsafe-typecast)
    }

    function _enqueue(PoolId id, address delegator, uint96 amount, uint64 withdrawableAt) private {
        PoolState storage entry = _pools[id];
        uint256 shares = entry.unbonding == 0
            ? amount
            : uint256(amount) * entry.unbondingShares / entry.unbonding;
        entry.unbonding += amount;
        // Casts: below 2^114, as said in _record, since these shares start at 1 wei each; a timestamp.
        // forge-lint: disable-start(unsafe-typecast)
        entry.unbondingShares += uint128(shares);
        _queues[delegator].entries
            .push(Entry(id, entry.round, uint40(withdrawableAt), uint120(shares)));
        // forge-lint: disable-end(unsafe-typecast)
    }

    function _redeem(Entry memory entry) private returns (uint96 amount) {
        PoolState storage state = _pools[entry.pool];
        if (entry.round != state.round) return 0;
        amount = _worthUnbonding(entry);
        state.unbonding -= amount;
        state.unbondingShares -= entry.shares;
    }

    /// @dev Takes wanted / total of the pool, rounded up.
    function _slash(PoolId id, address offender, uint256 wanted, uint256 total)
        private
        returns (uint96 sum)
    {
        PoolState storage entry = _pools[id];
        uint256 stake = entry.stake.latest();
        uint256 left = stake - Math.ceilDiv(stake * wanted, total);
        if (left * VIRTUAL_SHARES * LEAST_PRICE < entry.shares.latest()) left = 0;
        uint256 unbonding = entry.unbonding;
        uint256 stays = unbonding - Math.ceilDiv(unbonding * wanted, total);
        if (stays * LEAST_PRICE < entry.unbondingShares) stays = 0;

        address operator = entry.operator;
        uint48 key = _keyFor(id, STAKING.effectiveFrom(operator));
        // Casts: parts of what 96 bits held.
        // forge-lint: disable-start(unsafe-typecast)
        (uint96 taken, uint96 takenUnbonding) = (uint96(stake - left), uint96(unbonding - stays));
        entry.unbonding = uint96(stays);
        // forge-lint: disable-end(unsafe-typecast)
        if (stays == 0 && unbonding != 0) {
            entry.unbondingShares = 0;
            ++entry.round;
        }
        if (taken != 0) {
            entry.stake.push(key, uint208(left));
            delegatedTo[operator] -= taken;
        }
        if (left == 0) _end(id);
        emit PoolSlashed(
            id, offender, taken, takenUnbonding, uint96(left), entry.unbonding, Epoch.wrap(key)
        );
        return taken + takenUnbonding;
    }

    /// @dev Nothing is put into the pool any more. What still unbonds in it stays liable.
    function _end(PoolId id) private {
        PoolState storage entry = _pools[id];
        address operator = entry.operator;
        if (poolOf[operator] == id) {
            poolOf[operator] = PoolId.wrap(0);
            if (entry.unbonding != 0) _liable[operator].push(id);
        } else {
            _moved[entry.formerly][operator][entry.liableUntil] = PoolId.wrap(0);
        }
    }

    function _openOwn(address operator) private returns (PoolId id) {
        id = poolOf[operator];
        if (id.isPool()) return id;
        id = _open(operator, address(0), 0);
        poolOf[operator] = id;
    }

    function _openMoved(address formerly, address operator) private returns (PoolId id) {
        uint256 third = UNBONDING / 3 + 1;
        // Cast: a timestamp.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint64 until = uint64((block.timestamp / third + 1) * third + UNBONDING);
        id = _moved[formerly][operator][until];
        if (id.isPool()) return id;
        id = _open(operator, formerly, until);
        _moved[formerly][operator][until] = id;
        _addLiable(formerly, id);
        _addLiable(operator, id);
    }

    function _open(address operator, address formerly, uint64 until) private returns (PoolId id) {
        id = PoolId.wrap(++_poolCount);
        PoolState storage entry = _pools[id];
        (entry.operator, entry.formerly, entry.liableUntil) = (operator, formerly, until);
        emit PoolOpened(id, operator, formerly, until);
    }

    /// @dev Drops those that are liable no more first.
    function _addLiable(address operator, PoolId id) private {
        PoolId[] storage ids = _liable[operator];
        for (uint256 i = ids.length; i > 0; --i) {
            PoolId other = ids[i - 1];
            if (_isLiable(other, operator)) continue;
            PoolState storage entry = _pools[other];
            // Nothing may come into it unseen by the next slash.
            _moved[entry.formerly][entry.operator][entry.liableUntil] = PoolId.wrap(0);
            ids[i - 1] = ids[ids.length - 1];
            ids.pop();
        }
        require(ids.length < MAX_LIABLE, TooManyMoves(operator, MAX_LIABLE));
        ids.push(id);
    }

    function _setCommission(address operator, uint16 bps, Epoch from) private {
        require(bps <= MAX_COMMISSION_BPS, CommissionTooHigh(bps, MAX_COMMISSION_BPS));
        Checkpoints.Trace208 storage commissions = _commissions[operator];
        (bool exists, uint48 last, uint208 oldBps) = commissions.latestCheckpoint();
        uint48 key = _key(from);
        if (exists && bps > oldBps) {
            key = _key(currentEpoch() + Epoch.wrap(COMMISSION_NOTICE));
        }
        if (exists && key < last) key = last;
        commissions.push(key, bps);
        // Cast: only commissions are in the trace.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit CommissionChanged(operator, uint16(oldBps), bps, Epoch.wrap(key));
    }

    function _isLiable(PoolId id, address operator) private view returns (bool) {
        PoolState storage entry = _pools[id];
        if (entry.operator != operator && block.timestamp >= entry.liableUntil) return false;
        return entry.stake.latest() != 0 || entry.unbonding != 0;
    }

    function _worthUnbonding(Entry memory entry) private view returns (uint96 amount) {
        PoolState storage state = _pools[entry.pool];
        if (entry.round != state.round || entry.shares == 0) return 0;
        // Cast: at most the pool's, which 96 bits hold.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(uint256(entry.shares) * state.unbonding / state.unbondingShares);
    }

    /// @dev Changes of one pool never act out of order: an operator that is a Guardian no more changes sooner
    /// than one that was. A pool's stake is written with every change of it.
    function _keyFor(PoolId id, Epoch from) private view returns (uint48 key) {
        (, uint48 last,) = _pools[id].stake.latestCheckpoint();
        key = _key(from);
        if (key < last) key = last;
    }

    function _requireMinimum(PoolId id, address delegator) private view {
        PoolState storage entry = _pools[id];
        _requireMinimum(sharesOf(id, delegator), entry.stake.latest(), entry.shares.latest());
    }

    function _requireStaking() private view {
        require(msg.sender == address(STAKING), NotStaking(msg.sender));
    }

    function _requireMinimum(uint256 shares, uint256 stake, uint256 total) private pure {
        uint256 value = _worth(shares, stake, total);
        // A wei may be lost to rounding by whoever delegates just the minimum.
        require(value + 1 >= MIN_DELEGATION, DelegationTooSmall(value, MIN_DELEGATION));
    }

    /// @dev Never more than `stake`, since shares <= total.
    function _worth(uint256 shares, uint256 stake, uint256 total)
        private
        pure
        returns (uint96 amount)
    {
        // Cast: at most the pool's, which 96 bits hold.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(shares * (stake + 1) / (total + VIRTUAL_SHARES));
    }

    /// @dev Cast: an epoch has fewer than 2^48 before the sun dies.
    function _key(Epoch epoch) private pure returns (uint48) {
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint48(Epoch.unwrap(epoch));
    }
}
