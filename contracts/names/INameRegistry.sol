// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";

/// @title INameRegistry
/// @notice Names under .sdn as ERC-721 tokens; a token's id is its name's ENS node (namehash). A name is
/// registered for a time and renewed until `GRACE` seconds after its end; then anyone may register it
/// anew. Subnames are made and taken back by whoever holds the name above them, have no time of their
/// own, and live while that name does. The registry also answers what ENS clients ask an ENS registry.
interface INameRegistry is IERC4906 {
    /// @notice All that the registry knows of a name.
    struct NameState {
        /// The last holder, of a name that lives no longer too.
        address holder;
        /// Seconds since 1970; a subname has the largest value.
        uint40 expiry;
        /// Registrations so far. What hangs on a name belongs to one of them.
        uint24 version;
        /// Node of the name above, 0 for names directly under .sdn.
        bytes32 parent;
        /// {INameRegistry-liveRecord}
        bool pointsToHolder;
        bool live;
    }

    /// @notice A name directly under .sdn begins anew as registration number `version`: its records and
    /// subnames of before are dead. Follows the ERC-721 Transfer from 0, before which a Transfer to 0
    /// ends the earlier holder's token. The name points to its holder.
    event NameRegistered(
        bytes32 indexed node, string label, address indexed holder, uint256 expiry, uint256 version
    );
    /// @notice Only for names directly under .sdn, with an expiry later than the one before.
    event NameRenewed(bytes32 indexed node, uint256 expiry);
    /// @notice A subname begins anew as its registration number `version`: its records and subnames of
    /// before are dead. It lives while `parent` lives in its present version. ERC-721 Transfers as for
    /// {NameRegistered}.
    event SubnameSet(
        bytes32 indexed node,
        bytes32 indexed parent,
        string label,
        address indexed holder,
        uint256 version
    );
    /// @notice The subname is gone, with all below it. The ERC-721 Transfer to 0 comes before.
    event SubnameRemoved(bytes32 indexed node);
    /// @notice As ENS has it. Until the first one of a registration the resolver is DEFAULT_RESOLVER.
    event NewResolver(bytes32 indexed node, address resolver);
    /// @notice Nothing changes until `newPending` accepts.
    event RegistrarProposed(address indexed oldPending, address indexed newPending);
    /// @notice From here on only `newRegistrar` registers and renews names.
    event RegistrarReplaced(address indexed oldRegistrar, address indexed newRegistrar);

    /// @notice A label has at least one character.
    error EmptyLabel();
    /// @notice The label is too long.
    error LabelTooLong(uint256 length, uint256 limit);
    /// @notice The label has a character that names cannot have, or is not UTF-8.
    error InvalidLabel(string label, uint256 position);
    /// @notice The name is taken, or its holder may still renew it.
    error NameNotAvailable(bytes32 node);
    /// @notice The name was never registered, or its time and grace are over.
    error NameNotRenewable(bytes32 node);
    /// @notice A name's time ends in the future, and a renewal never shortens it.
    error InvalidNameExpiry(uint256 expiry, uint256 minimum);
    /// @notice Only the holder of the name, or whom the holder approved, may do this.
    error NotNameHolder(bytes32 node, address caller);
    /// @notice There is no such subname.
    error NotSubname(bytes32 node);
    /// @notice Names nest only so deep.
    error TooManyLabels(uint256 limit);
    /// @notice Only the registrar may do this.
    error NotRegistrar(address caller);
    /// @notice Only the proposed registrar may do this.
    error NotProposedRegistrar(address caller);

    /// @notice Registers `label`.sdn. Only the registrar, which may also write the name's records until
    /// the transaction ends. `codePoints` is the label's length in characters.
    function register(string calldata label, address holder, uint40 expiry)
        external
        returns (bytes32 node, uint256 codePoints);

    /// @notice Moves the end of a name directly under .sdn, live or in grace. Only the registrar.
    function renew(bytes32 node, uint40 expiry) external;

    /// @notice Makes `label` under `parent` and gives it to `holder`, taking it back from whoever has it.
    function setSubname(bytes32 parent, string calldata label, address holder)
        external
        returns (bytes32 node);

    /// @notice Ends a subname. For the holder of the name above and the subname's own.
    function removeSubname(bytes32 node) external;

    /// @notice Lets the name be answered by `resolver_` (0: by nobody) in its present registration.
    function setResolver(bytes32 node, address resolver_) external;

    /// @notice First step of a change: the governor names the next registrar (0: none).
    function proposeRegistrar(address next) external;

    /// @notice Second step: the proposed registrar takes over, which shows that it is there.
    function acceptRegistrar() external;

    /// @notice Who registers and renews names.
    function registrar() external view returns (address account);

    /// @notice Who may take over as registrar.
    function pendingRegistrar() external view returns (address account);

    /// @notice Holder, version and whether the name points to its holder; all 0 when it is not live. A
    /// name points to its holder from its registration until its first transfer.
    function liveRecord(bytes32 node)
        external
        view
        returns (address holder, uint24 version, bool pointsToHolder);

    /// @notice Version of a live name, 0 without one, and whether `caller` may write its records.
    function authorization(bytes32 node, address caller)
        external
        view
        returns (uint24 version, bool allowed);

    /// @notice Whether the registrar registered `node` to `holder` earlier in this transaction, last.
    function isFresh(bytes32 node, address holder) external view returns (bool fresh);

    /// @notice Whether a name directly under .sdn can be registered now.
    function isAvailable(bytes32 node) external view returns (bool available);

    /// @notice State of a name; zeros for one that never was.
    function stateOf(bytes32 node) external view returns (NameState memory state);

    /// @notice The name in words, live or not, such as "phone.alice.sdn"; empty when it never was.
    function nameOf(bytes32 node) external view returns (string memory words);

    /// @notice ENS registry: the live holder, else 0. Of .sdn itself, the registrar.
    function owner(bytes32 node) external view returns (address holder);

    /// @notice ENS registry: who answers for a live name, else 0. For everything that ends in .reverse,
    /// which clients find by going up from `<address>.<coin type>.reverse`, REVERSE_NAMES.
    function resolver(bytes32 node) external view returns (address account);

    /// @notice ENS registry: always 0, "do not keep".
    function ttl(bytes32 node) external view returns (uint64 time);

    /// @notice ENS registry: whether the name is live.
    function recordExists(bytes32 node) external view returns (bool exists);
}
