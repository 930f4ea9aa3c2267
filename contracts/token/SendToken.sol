// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ISendToken} from "./ISendToken.sol";

/// @title SendToken
/// @notice SEND: ERC-20 with permit (ERC-2612) and votes (ERC-5805, clock in seconds), amounts in wei (18
/// decimals). No owner, no pause, no upgrade. The genesis allocation (treasury 30 %, points conversion 5 %)
/// is minted to its vaults at deployment; all the rest comes from MINTER, which is bound by
/// {EmissionSchedule}. CAP limits everything ever minted, so that burning makes SEND scarcer for good.
///
/// OpenZeppelin's logic over balances of our own: one word holds an account's balance and whether it named
/// a delegate, so that moving SEND between accounts that did not costs what it would without votes.
contract SendToken is ERC20, ERC20Permit, Votes, ISendToken {
    /// @dev A struct, so that its place is computed once for reading and writing.
    struct Account {
        /// Balance, and DELEGATES while the account has a delegate.
        uint256 word;
    }

    /// @inheritdoc ISendToken
    uint256 public constant CAP = 10_000_000_000e18;

    /// @notice Minted to the genesis vaults at deployment, in wei.
    uint256 public constant GENESIS_ALLOCATION = CAP * 35 / 100;

    /// @dev Set in an account's word while it has a delegate. Balances stay far below: CAP < 2^94.
    uint256 private constant DELEGATES = 1 << 255;
    uint256 private constant BALANCE = (1 << 255) - 1;

    /// @inheritdoc ISendToken
    address public immutable MINTER;

    /// @inheritdoc ISendToken
    uint256 public minted;

    mapping(address holder => Account account) private _accounts;

    constructor(Allocation[] memory genesis, address minter)
        ERC20("SendingNetwork", "SEND")
        ERC20Permit("SendingNetwork")
    {
        MINTER = minter;
        for (uint256 i = 0; i < genesis.length; ++i) {
            _mintWithinCap(genesis[i].vault, genesis[i].amount);
            emit GenesisAllocated(genesis[i].name, genesis[i].vault, genesis[i].amount);
        }
        require(minted == GENESIS_ALLOCATION, InvalidGenesisAllocation(minted, GENESIS_ALLOCATION));
    }

    /// @inheritdoc ISendToken
    function mint(address to, uint256 amount) external {
        require(msg.sender == MINTER, NotMinter(msg.sender));
        _mintWithinCap(to, amount);
    }

    /// @inheritdoc ISendToken
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc ISendToken
    function burnFrom(address account, uint256 amount) external {
        _spendAllowance(account, msg.sender, amount);
        _burn(account, amount);
    }

    /// @inheritdoc IERC20
    function transfer(address to, uint256 value) public override(ERC20, IERC20) returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 value)
        public
        override(ERC20, IERC20)
        returns (bool)
    {
        _spendAllowance(from, msg.sender, value);
        _move(from, to, value);
        return true;
    }

    /// @notice Next nonce of `owner` for {permit} and {delegateBySig} alike.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view override(ERC20, IERC20) returns (uint256) {
        return _accounts[account].word & BALANCE;
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override(ERC20, IERC20) returns (uint256) {
        return _getTotalSupply();
    }

    /// @notice Votes are counted by time: block.timestamp, in seconds (ERC-6372).
    function clock() public view override(Votes, IERC6372) returns (uint48) {
        // Cast: 48 bits last for millions of years.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint48(block.timestamp);
    }

    /// @notice What {clock} counts in, for machines.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(Votes, IERC6372) returns (string memory) {
        return "mode=timestamp";
    }

    function _mintWithinCap(address to, uint256 amount) internal {
        uint256 before = minted;
        require(amount <= CAP - before, CapExceeded(before, amount, CAP));
        minted = before + amount;
        _mint(to, amount);
    }

    /// @dev Mints and burns come here. Transfers need fewer checks, see {_move}.
    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0)) _credit(to, value);
        else _debit(from, value);
        emit Transfer(from, to, value);
        _transferVotingUnits(from, to, value);
    }

    /// @dev `from` is not zero: nobody calls from there, and it allows nobody anything.
    function _move(address from, address to, uint256 value) internal {
        require(to != address(0), ERC20InvalidReceiver(to));
        uint256 marks = _debit(from, value) | _credit(to, value);
        emit Transfer(from, to, value);
        if (marks >= DELEGATES) _moveDelegateVotes(delegates(from), delegates(to), value);
    }

    /// @dev Both return the word as it was.
    function _debit(address from, uint256 value) internal returns (uint256 word) {
        Account storage account = _accounts[from];
        word = account.word;
        uint256 balance = word & BALANCE;
        require(value <= balance, ERC20InsufficientBalance(from, balance, value));
        unchecked {
            // Within the balance: the mark above it stays as it is.
            account.word = word - value;
        }
    }

    function _credit(address to, uint256 value) internal returns (uint256 word) {
        Account storage account = _accounts[to];
        word = account.word;
        unchecked {
            // All balances together are within CAP, far below the mark.
            account.word = word + value;
        }
    }

    function _delegate(address account, address delegatee) internal override {
        uint256 balance = balanceOf(account);
        _accounts[account].word = delegatee == address(0) ? balance : balance | DELEGATES;
        super._delegate(account, delegatee);
    }

    function _getVotingUnits(address account) internal view override returns (uint256) {
        return balanceOf(account);
    }
}
