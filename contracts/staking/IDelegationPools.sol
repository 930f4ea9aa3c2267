// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Epoch} from "../network/Epoch.sol";
import {IEpochSettlement} from "../settlement/IEpochSettlement.sol";
import {PoolId} from "./PoolId.sol";

/// @title IDelegationPools
/// @notice SEND that people stake on nodes that others run. Who delegates holds shares of a pool; what
/// the pool holds backs one operator's node and is slashed for that operator's offences. Stake that
/// was redelegated lies in a pool of its own, which answers for the former operator's offences too until
/// its time is over. Every change acts from the epoch that the node's own changes act from: the next,
/// for Guardians after their delay. Amounts are in wei of SEND.
interface IDelegationPools {
    /// @notice State of a pool now.
    struct Pool {
        /// Whose node the stake backs.
        address operator;
        /// Whose offences it also answers for before `liableUntil`; 0 in an operator's own pool.
        address formerly;
        uint64 liableUntil;
        /// What counts, and the shares of it.
        uint96 stake;
        uint256 shares;
        /// What is being taken out: it counts no more, but is still slashed.
        uint96 unbonding;
        uint256 unbondingShares;
    }

    /// @notice Stake on its way out. `amount` is what it is worth now.
    struct Unbonding {
        PoolId pool;
        uint64 withdrawableAt;
        uint96 amount;
    }

    /// @notice A leaf of the credits tree, as EpochSettlement.claimCredit takes it.
    struct CreditClaim {
        uint96 cumulative;
        uint64 second;
        bytes32 payloadDigest;
        IEpochSettlement.SumProof proof;
    }

    /// @notice Emitted once per pool, before anything else about it. Its stake backs `operator`; until
    /// `liableUntil` it answers for offences of `formerly` too (0: an operator's own pool).
    event PoolOpened(
        PoolId indexed pool, address indexed operator, address indexed formerly, uint64 liableUntil
    );
    /// @notice From epoch `from` on, `delegator` holds `shares` of the pool's `poolShares`, which are worth
    /// `poolStake`. Follows every change but slashes, after which {PoolSlashed} tells the new `poolStake`.
    /// A later event with the same `from` replaces this one.
    event DelegationChanged(
        PoolId indexed pool,
        address indexed delegator,
        uint256 shares,
        uint256 poolShares,
        uint96 poolStake,
        Epoch from
    );
    event Delegated(
        address indexed delegator, address indexed operator, PoolId indexed pool, uint96 amount
    );
    /// @notice `amount` counts no more, and can be withdrawn at `withdrawableAt` less what slashes take.
    event Undelegated(
        address indexed delegator,
        address indexed operator,
        PoolId indexed pool,
        uint96 amount,
        uint64 withdrawableAt
    );
    /// @notice `amount` moved from one pool to another without leaving. Also when stake whose liability for a
    /// former operator is over joins the operator's own pool.
    event Redelegated(
        address indexed delegator, PoolId indexed fromPool, PoolId indexed toPool, uint96 amount
    );
    /// @notice Paid to `delegator`: the oldest `count` entries of its queue that were not withdrawn before.
    event UnbondingWithdrawn(address indexed delegator, uint256 count, uint96 amount);
    /// @notice For an offence of `offender` the pool lost `taken` of its stake and `takenUnbonding` of what
    /// was unbonding, all of it burned. `poolStake` counts from epoch `from`; 0 with shares left ends the pool.
    event PoolSlashed(
        PoolId indexed pool,
        address indexed offender,
        uint96 taken,
        uint96 takenUnbonding,
        uint96 poolStake,
        uint96 poolUnbonding,
        Epoch from
    );
    /// @notice The operator keeps `newBps` of what delegated stake earns from epoch `from` on. A later event
    /// with the same `from` replaces this one.
    event CommissionChanged(
        address indexed operator, uint16 oldBps, uint16 newBps, Epoch indexed from
    );
    /// @notice Anyone may claim what `account` earned and delegate it to `newOperator` (0: nobody may).
    event CompoundingSet(address indexed account, address oldOperator, address newOperator);

    /// @notice Only NodeStaking may call this.
    error NotStaking(address caller);
    /// @notice The operator has no node that counts, so nothing can be delegated to it.
    error NodeNotActive(address operator);
    /// @notice A delegation must be worth at least `minimum` after every change, or nothing.
    error DelegationTooSmall(uint256 value, uint256 minimum);
    /// @notice The delegator holds fewer shares of this pool.
    error NotEnoughShares(PoolId pool, uint256 given, uint256 held);
    /// @notice Stake that was moved cannot be moved on before it stops answering for its former operator.
    error StillLiable(PoolId pool, uint64 liableUntil);
    /// @notice The stake is with this operator already.
    error SameOperator(address operator);
    /// @notice Too many kinds of moved stake answer for `operator`; undelegating is always possible.
    error TooManyMoves(address operator, uint256 limit);
    /// @notice Nothing of it can be withdrawn yet.
    error NothingWithdrawable(address delegator, uint64 withdrawableAt);
    error CommissionTooHigh(uint16 bps, uint16 limit);
    /// @notice The account did not ask for compounding.
    error CompoundingOff(address account);

    /// @notice Delegates `amount` of the caller's SEND to `operator`, whose node must be active.
    function delegate(address operator, uint96 amount) external returns (PoolId pool);

    /// @notice Takes `shares` of the caller's out of `pool`. They unbond first.
    function undelegate(PoolId pool, uint256 shares) external returns (uint96 amount);

    /// @notice Moves `shares` of the caller's to another operator's node without unbonding. Until UNBONDING to
    /// four thirds of it have passed, the stake still answers for its former operator's offences.
    function redelegate(PoolId pool, uint256 shares, address operator)
        external
        returns (PoolId newPool, uint96 amount);

    /// @notice Puts `delegator`'s moved stake, once it answers for one operator only, into that operator's own
    /// pool. Anyone may call.
    /// @return newPool 0 when slashes left nothing to move
    function settle(PoolId pool, address delegator) external returns (PoolId newPool);

    /// @notice Pays `delegator` what has finished unbonding: at most `limit` entries. Anyone may call.
    function withdraw(address delegator, uint256 limit) external returns (uint96 amount);

    /// @notice Sets what the caller, an operator, keeps of what delegated stake earns. A raise acts after
    /// COMMISSION_NOTICE epochs, anything else from the next epoch; while a raise waits, a change replaces it and
    /// acts no sooner.
    function setCommission(uint16 bps) external;

    /// @notice Claims what the caller earned and delegates it to `operator`.
    function claimAndDelegate(address operator, CreditClaim calldata claim)
        external
        returns (uint96 amount);

    /// @notice Lets anyone {compound} the caller's earnings to `operator`; 0 ends that. The caller's allowance
    /// bounds it too.
    function setCompounding(address operator) external;

    /// @notice Claims what `account` earned and delegates exactly that, as the account has asked for.
    function compound(address account, CreditClaim calldata claim) external returns (uint96 amount);

    /// @notice Called by NodeStaking when `operator` registers.
    function registerCommission(address operator, uint16 bps, Epoch from) external;

    /// @notice Burns `amount`, or all there is, of what answers for `operator`, pro rata. Called by NodeStaking.
    /// @return taken at least min(amount, all there is)
    /// @return operators whose nodes have less stake now; some may stand there twice
    function slash(address operator, uint96 amount)
        external
        returns (uint96 taken, address[] memory operators);

    /// @notice Stake in all pools that back `operator`, after every change so far.
    function delegatedTo(address operator) external view returns (uint96 stake);
    function pool(PoolId id) external view returns (Pool memory state);
    /// @notice The operator's own pool, which {delegate} pays into; 0 before the first delegation.
    function poolOf(address operator) external view returns (PoolId id);
    /// @notice Pools in which `delegator` has shares.
    function poolsOf(address delegator) external view returns (PoolId[] memory ids);
    /// @notice Pools that are slashed for offences of `operator` now.
    function liablePools(address operator) external view returns (PoolId[] memory ids);
    function sharesOf(PoolId id, address delegator) external view returns (uint256 shares);
    /// @notice What the delegator's shares are worth now.
    function valueOf(PoolId id, address delegator) external view returns (uint96 amount);
    /// @notice Shares that count in `epoch`. This and the other answers by epoch are final for epochs up to the
    /// current one.
    function sharesAt(PoolId id, address delegator, Epoch epoch)
        external
        view
        returns (uint256 shares);
    function poolAt(PoolId id, Epoch epoch) external view returns (uint96 stake, uint256 shares);
    function commissionAt(address operator, Epoch epoch) external view returns (uint16 bps);
    /// @notice The delegator's queue, oldest first.
    function unbondingOf(address delegator) external view returns (Unbonding[] memory entries);
    function compoundingOf(address account) external view returns (address operator);
    /// @notice All that is delegated or unbonding.
    function totalHeld() external view returns (uint256 amount);
}
