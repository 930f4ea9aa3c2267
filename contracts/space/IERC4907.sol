// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title IERC4907
/// @notice ERC-4907: a token's user beside its owner, until a time.
interface IERC4907 {
    /// @notice `user` uses the token until `expires`; nobody does when `user` is 0.
    event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);

    /// @notice Gives the token's use to `user` until `expires`.
    function setUser(uint256 tokenId, address user, uint64 expires) external;

    /// @notice Whoever uses the token now; 0 for nobody.
    function userOf(uint256 tokenId) external view returns (address user);

    /// @notice When the last use given out ends, or ended.
    function userExpires(uint256 tokenId) external view returns (uint256 expires);
}
