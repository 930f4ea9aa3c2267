// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IExtendedResolver} from "./IExtendedResolver.sol";

/// @title INameResolver
/// @notice What names point to, read and written as ENS has it: addresses (ENSIP-1, ENSIP-9, ENSIP-11,
/// ENSIP-19), texts (ENSIP-5), content hash (ENSIP-7), name, wildcards (ENSIP-10). Records belong to one
/// registration of a name and are gone with it. The name's holder writes, and whom the holder approved
/// in the registry.
interface INameResolver is IERC165, IExtendedResolver {
    /// @notice Of coin type 60, together with {AddressChanged}.
    event AddrChanged(bytes32 indexed node, address a);
    /// @notice Empty bytes take the record away.
    event AddressChanged(bytes32 indexed node, uint256 coinType, bytes newAddress);
    /// @notice An empty value takes the record away.
    event TextChanged(bytes32 indexed node, string indexed indexedKey, string key, string value);
    /// @notice An empty hash takes the record away.
    event ContenthashChanged(bytes32 indexed node, bytes hash);
    /// @notice An empty name takes the record away.
    event NameChanged(bytes32 indexed node, string name);
    /// @notice Whether the name answers for unregistered names below it.
    event WildcardChanged(bytes32 indexed node, bool on);

    /// @notice Only the holder of the name, or whom the holder approved, writes its records.
    error NotAuthorized(bytes32 node, address caller);
    /// @notice Addresses of EVM chains have 20 bytes.
    error InvalidAddress(uint256 coinType, bytes value);
    /// @notice The resolver does not know this kind of record.
    error UnsupportedResolverProfile(bytes4 selector);
    /// @notice The bytes are no DNS-encoded name.
    error DNSDecodingFailed(bytes dns);

    /// @notice Address of coin type 60. The zero address makes the name point nowhere.
    function setAddr(bytes32 node, address account) external;

    /// @notice Address of an ENSIP-9 coin type, in that chain's own bytes. 0x80000000 is the default of all
    /// EVM chains (ENSIP-19).
    function setAddr(bytes32 node, uint256 coinType, bytes calldata value) external;

    function setText(bytes32 node, string calldata key, string calldata value) external;

    function setContenthash(bytes32 node, bytes calldata hash) external;

    function setName(bytes32 node, string calldata newName) external;

    /// @notice Lets `node` answer, with its own records, for every name below it that nobody registered.
    function setWildcard(bytes32 node, bool on) external;

    /// @notice Several calls at once, all or none.
    function multicall(bytes[] calldata data) external returns (bytes[] memory results);

    /// @notice Where the name points: the record of coin type 60, else the default of EVM chains, else the
    /// holder of a name that was never transferred. 0 for none.
    function addr(bytes32 node) external view returns (address payable account);

    /// @notice Record of the coin type. EVM coin types fall back to the default of EVM chains; 60 and this
    /// chain's then to the holder of a name that was never transferred. Empty for none.
    function addr(bytes32 node, uint256 coinType) external view returns (bytes memory value);

    function text(bytes32 node, string calldata key) external view returns (string memory value);

    function contenthash(bytes32 node) external view returns (bytes memory hash);

    function name(bytes32 node) external view returns (string memory value);

    function wildcard(bytes32 node) external view returns (bool on);
}
