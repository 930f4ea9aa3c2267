// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {IWatchDogLicense} from "./IWatchDogLicense.sol";

/// @title LicenseToken
/// @notice ERC-721 for tokens that come in batches: OpenZeppelin's logic over words of our own. Only the
/// first of a batch is written; a token without a word belongs to whoever the nearest written one before
/// it belongs to. Batches are cut after BATCH tokens, which bounds the way back. Whoever moves a token
/// writes its word, and that of the one after it if it had none. Nothing burns.
///
/// A token's word: holder (160 bits), transfers so far (96). Since transfers are counted, an approval and
/// an operator, whose words are laid out in the same way, end with a transfer that does not touch them.
/// An account's word: tokens held (32), bought (32), second of the first purchase (64).
abstract contract LicenseToken is IWatchDogLicense, ERC721, SignedCalls {
    /// @dev A struct, so that a word's place is computed once for reading and writing.
    struct Word {
        uint256 value;
    }

    /// @notice There will never be more.
    uint256 public constant SUPPLY = 100_000;
    /// @notice Most tokens that share one word.
    uint256 public constant BATCH = 20;

    uint256 private constant ONE_TRANSFER = 1 << 160;
    uint256 private constant ONE_BOUGHT = 1 << 32;
    uint256 private constant TIME_OFFSET = 64;

    /// @notice Licences issued so far; their ids are 1 to this.
    uint256 public issued;

    mapping(uint256 license => uint256 word) private _records;
    mapping(uint256 license => uint256 word) private _approvals;
    mapping(uint256 license => uint256 word) private _operators;
    mapping(address holder => Word account) private _accounts;

    /// @inheritdoc IWatchDogLicense
    function setOperator(uint256 license, address operator) external {
        require(_requireOwned(license) == _msgSender(), NotLicenseHolder(license, _msgSender()));
        _operators[license] = _named(license, operator);
        emit OperatorSet(license, operator);
        emit MetadataUpdate(license);
    }

    /// @inheritdoc IWatchDogLicense
    function accountOf(address account) external view returns (Account memory) {
        uint256 word = _accounts[account].value;
        // Casts: they cut the parts out of the word.
        // forge-lint: disable-start(unsafe-typecast)
        return Account({
            held: uint32(word), bought: uint32(word >> 32), boughtAt: uint64(word >> TIME_OFFSET)
        });
        // forge-lint: disable-end(unsafe-typecast)
    }

    /// @notice Number of licences that `owner` holds.
    function balanceOf(address owner) public view override(ERC721, IERC721) returns (uint256) {
        require(owner != address(0), ERC721InvalidOwner(owner));
        // Cast: it cuts the part out of the word.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint32(_accounts[owner].value);
    }

    /// @inheritdoc IWatchDogLicense
    function operatorOf(uint256 license) public view returns (address) {
        return _namedBy(_operators[license], license);
    }

    /// @dev A receiver is not asked, as {_mint} does not.
    function _mintBatch(address to, uint256 quantity, bool sold)
        internal
        returns (uint256 first, uint256 bought)
    {
        require(to != address(0), ERC721InvalidReceiver(to));
        uint256 before = issued;
        require(quantity <= SUPPLY - before, SupplyExhausted(SUPPLY));
        Word storage account = _accounts[to];
        uint256 word = account.value;
        unchecked {
            // Everything counted here is within the supply, and 64 bits hold any time.
            uint256 last = before + quantity;
            issued = last;
            first = before + 1;
            for (uint256 license = first; license <= last; license += BATCH) {
                _records[license] = uint160(to);
            }
            bytes32 topic = IERC721.Transfer.selector;
            for (uint256 license = first; license <= last; ++license) {
                // emit Transfer(address(0), to, license), without the compiler's look at free memory.
                assembly ("memory-safe") {
                    log4(0, 0, topic, 0, to, license)
                }
            }
            word += quantity;
            if (sold) {
                word += quantity * ONE_BOUGHT;
                if (word >> TIME_OFFSET == 0) word |= block.timestamp << TIME_OFFSET;
            }
        }
        account.value = word;
        // Cast: it cuts the part out of the word.
        // forge-lint: disable-next-line(unsafe-typecast)
        bought = uint32(word >> 32);
    }

    /// @dev Transfers only: tokens come by {_mintBatch}.
    function _update(address to, uint256 license, address auth)
        internal
        virtual
        override
        returns (address from)
    {
        from = _ownerOf(license);
        _checkAuthorized(from, auth, license);
        unchecked {
            // 2^96 transfers never happen. The holder has at least this token, and nobody more than all.
            if (license < issued && _records[license + 1] == 0) {
                _records[license + 1] = uint160(from);
            }
            _records[license] = _transfersOf(license) + ONE_TRANSFER + uint160(to);
            --_accounts[from].value;
            ++_accounts[to].value;
        }
        emit Transfer(from, to, license);
    }

    function _approve(address to, uint256 license, address auth, bool emitEvent) internal override {
        address holder = _requireOwned(license);
        require(
            auth == address(0) || auth == holder || isApprovedForAll(holder, auth),
            ERC721InvalidApprover(auth)
        );
        _approvals[license] = _named(license, to);
        if (emitEvent) emit Approval(holder, to, license);
    }

    function _ownerOf(uint256 license) internal view override returns (address) {
        uint256 word = _records[license];
        if (word == 0 && license != 0 && license <= issued) {
            // Never further than to the batch's first, whose word was written at its mint.
            while (word == 0) word = _records[--license];
        }
        // Cast: it cuts the part out of the word.
        // forge-lint: disable-next-line(unsafe-typecast)
        return address(uint160(word));
    }

    function _getApproved(uint256 license) internal view override returns (address) {
        return _namedBy(_approvals[license], license);
    }

    function _msgSender() internal view override(Context, SignedCalls) returns (address) {
        return SignedCalls._msgSender();
    }

    function _msgData() internal view override(Context, SignedCalls) returns (bytes calldata) {
        return SignedCalls._msgData();
    }

    function _contextSuffixLength() internal view override(Context, SignedCalls) returns (uint256) {
        return SignedCalls._contextSuffixLength();
    }

    /// @dev In their place within a word; a token without one of its own was never transferred.
    function _transfersOf(uint256 license) private view returns (uint256) {
        return _records[license] >> 160 << 160;
    }

    function _named(uint256 license, address account) private view returns (uint256 word) {
        return _transfersOf(license) | uint160(account);
    }

    /// @dev Nobody, if the token was transferred since the account was named.
    function _namedBy(uint256 word, uint256 license) private view returns (address) {
        // Cast: it cuts the part out of the word.
        // forge-lint: disable-next-line(unsafe-typecast)
        return word >> 160 << 160 == _transfersOf(license) ? address(uint160(word)) : address(0);
    }
}
