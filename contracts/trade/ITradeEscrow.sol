// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title ITradeEscrow
/// @notice Swaps of anything for anything between two accounts, all or nothing. The maker signs an order,
/// the taker sends it in; what a side gives stays in its wallet until then, except native coins.
interface ITradeEscrow {
    /// @dev `Lease`: the use of an ERC-4907 token until a time.
    enum ItemKind {
        Native,
        ERC20,
        ERC721,
        ERC1155,
        Lease
    }

    /// @notice What became of an order. `Superseded`: another order with its nonce was begun.
    enum OrderStatus {
        Open,
        Filled,
        Cancelled,
        Expired,
        Superseded
    }

    /// @notice One thing. Native: token and id 0. ERC20: id 0. ERC721: amount 1. Lease: amount is the
    /// Unix second until which the receiver is the token's user.
    struct Item {
        ItemKind kind;
        address token;
        uint256 id;
        uint256 amount;
    }

    /// @notice `maker` gives `give` for `want`; signed (EIP-712, ECDSA or ERC-1271) or opened on chain by
    /// the maker. One side may be empty: a gift, or a bill. `taker` 0 is anyone. The order can be filled until
    /// `expiry`, as long as `counter` is the maker's and `nonce` was not used. It has `parts` equal parts;
    /// more than one only when all its items are divisible. `salt` says which conversation it came from
    /// and means nothing here.
    struct Order {
        address maker;
        address taker;
        Item[] give;
        Item[] want;
        uint256 nonce;
        uint256 counter;
        uint64 expiry;
        uint64 parts;
        bytes32 salt;
    }

    /// @notice The maker published an order, and put `custody` wei (all that it gives in coins) in here.
    /// At most once for an order.
    event OrderOpened(
        bytes32 indexed orderHash,
        address indexed maker,
        address indexed taker,
        Order order,
        uint256 custody
    );
    /// @notice A whole order changed hands. No order of the maker with this nonce can be filled any more.
    event OrderFilled(
        bytes32 indexed orderHash,
        address indexed maker,
        address indexed taker,
        uint256 nonce,
        bytes32 salt
    );
    /// @notice `parts` of an order that has several changed hands; `left` can still. From now on only this
    /// order of the maker can be filled with its nonce, and none when `left` is 0.
    event OrderPartFilled(
        bytes32 indexed orderHash,
        address indexed maker,
        address indexed taker,
        uint256 nonce,
        bytes32 salt,
        uint64 parts,
        uint64 left
    );
    /// @notice The maker withdrew an order, and with it all that have its nonce.
    event OrderCancelled(bytes32 indexed orderHash, address indexed maker, uint256 nonce);
    /// @notice No order of the maker with this nonce can be filled any more. Never after one was.
    event NonceCancelled(address indexed maker, uint256 nonce);
    /// @notice No order that the maker signed with a lower counter can be filled any more.
    event CounterIncremented(address indexed maker, uint256 counter);
    /// @notice Coins in custody went to whom the order promised them; `left` are still here.
    event CustodyPaid(bytes32 indexed orderHash, address indexed to, uint256 amount, uint256 left);
    /// @notice The rest of an order's custody went back.
    event CustodyRefunded(bytes32 indexed orderHash, address indexed to, uint256 amount);

    /// @notice The order gives nothing and wants nothing.
    error EmptyOrder(address maker);
    /// @notice A side of an order has at most so many items.
    error TooManyItems(uint256 count, uint256 max);
    /// @notice The item's fields do not fit its kind, or it is of nothing.
    error InvalidItem(ItemKind kind, address token, uint256 id, uint256 amount);
    /// @notice Only coins, ERC-20 and ERC-1155 tokens can change hands in parts.
    error NotDivisible(ItemKind kind, address token, uint256 id);
    /// @notice The order's time is over.
    error OrderExpired(uint64 expiry, uint256 timestamp);
    /// @notice Orders live at most 366 days.
    error ExpiryTooFar(uint64 expiry, uint256 latest);
    /// @notice The order is for another account.
    error NotTaker(address caller, address taker);
    /// @notice Only who made the order may do that.
    error NotMaker(address caller, address maker);
    /// @notice The maker has cancelled all orders with this counter, or has never had it.
    error WrongCounter(uint256 signed, uint256 current);
    /// @notice The order, or another with its nonce, was filled or cancelled.
    error NonceSpent(address maker, uint256 nonce);
    /// @notice Another order with the same nonce was begun.
    error NonceTaken(address maker, uint256 nonce);
    /// @notice The order has not so many parts left, or none were asked for.
    error InvalidParts(uint64 parts, uint64 left);
    /// @notice So few parts round down to nothing of an item.
    error PartTooSmall(address token, uint256 id);
    /// @notice The coins sent along are not what the order says.
    error WrongValue(uint256 sent, uint256 expected);
    /// @notice Coins are given out of custody only: the maker must open the order first.
    error NotOpened(bytes32 orderHash);
    /// @notice The order is open already.
    error AlreadyOpened(bytes32 orderHash);
    /// @notice The order can still be filled: cancel it first.
    error StillOpen(bytes32 orderHash);
    /// @notice There are no coins of this order.
    error NothingInCustody(bytes32 orderHash);
    /// @notice The receiver does not accept coins.
    error CoinsRefused(address to, uint256 amount);
    /// @notice The token's contract does not exist, failed without a reason, or answers wrongly.
    error TokenFailed(address token);
    /// @notice Who gives the token does not own it.
    error NotTokenOwner(address token, uint256 id, address giver);
    /// @notice The token took a fee or lied: the receiver got less than the order says.
    error ReceivedTooLittle(address token, address to, uint256 expected, uint256 received);
    /// @notice The token says that it changed hands, and did not.
    error NotDelivered(address token, uint256 id, address to);

    /// @notice Fills all of an order. Send exactly the coins that it wants. The signature may be empty for
    /// an order that was opened.
    function fill(Order calldata order, bytes calldata signature) external payable;

    /// @notice Fills `parts` of `order.parts`. Each amount given is rounded down, each amount wanted up.
    function fillPart(Order calldata order, bytes calldata signature, uint64 parts) external payable;

    /// @notice Publishes the caller's order and takes the coins that it gives into custody: send exactly those.
    function open(Order calldata order) external payable;

    /// @notice Withdraws the caller's order and returns its coins; should the caller not accept
    /// them, they wait for {refundTo}.
    function cancel(Order calldata order) external;

    /// @notice Withdraws all of the caller's orders with these nonces. Those spent already are passed over.
    function cancelNonces(uint256[] calldata nonces) external;

    /// @notice Withdraws everything that the caller signed so far.
    function incrementCounter() external returns (uint256 counter);

    /// @notice Returns the coins of an order that cannot be filled any more to its maker. Anyone may ask for it.
    function refund(Order calldata order) external;

    /// @notice As {refund}, to any account; only the maker may ask for it.
    function refundTo(Order calldata order, address to) external;

    function counterOf(address maker) external view returns (uint256 counter);
    /// @notice Whether the nonce is of no use any more: an order with it was filled or begun, or it was cancelled.
    function isNonceUsed(address maker, uint256 nonce) external view returns (bool used);
    /// @notice What became of an order, and how many parts can still be filled. Balances, approvals and the
    /// form of the order are not looked at.
    function status(Order calldata order) external view returns (OrderStatus state, uint64 left);
    /// @notice Whether the maker opened the order, and the coins in custody for it.
    function opening(bytes32 orderHash) external view returns (bool opened, uint256 custody);
    /// @notice EIP-712 digest of an order: what the maker signs, and the order's id.
    function hashOrder(Order calldata order) external view returns (bytes32 orderHash);
}
