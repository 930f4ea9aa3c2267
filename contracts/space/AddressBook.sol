// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SignedCalls} from "../base/SignedCalls.sol";
import {IAddressBook} from "./IAddressBook.sol";
import {ISubnetLicense} from "./ISubnetLicense.sol";
import {SegmentId} from "./SegmentId.sol";

/// @title AddressBook
/// @notice Long-lived hosts: unicast address <-> wallet. No owner, no fee. A stored binding names the
/// tenancy it was made under; whether it still counts is compared at each lookup, so that nothing has to be
/// cleaned up when a segment changes hands, and nothing ever comes back: tenancy numbers do not repeat.
contract AddressBook is IAddressBook, SignedCalls {
    /// @dev One word.
    struct Binding {
        address wallet;
        uint8 bits;
        uint40 boundAt;
        uint48 tenancy;
    }

    bytes32 private constant BIND_TYPEHASH = keccak256(
        "Bind(bytes32 unicast,address wallet,address operator,uint256 nonce,uint256 deadline)"
    );

    ISubnetLicense public immutable SEGMENTS;

    mapping(bytes32 unicast => Binding binding) private _bindings;
    mapping(address wallet => bytes32 unicast) private _addresses;
    mapping(address wallet => uint256 nonce) private _bindNonces;

    constructor(ISubnetLicense segments) EIP712("SendingNetwork AddressBook", "1") {
        SEGMENTS = segments;
    }

    /// @inheritdoc IAddressBook
    function bind(bytes32 unicast, address wallet, uint256 deadline, bytes calldata walletSignature)
        external
    {
        require(wallet != address(0), InvalidWallet(wallet));
        ISubnetLicense.Match memory found = SEGMENTS.find(unicast);
        address operator = _msgSender();
        require(found.operator != address(0), NotOperated(unicast));
        require(operator == found.operator, NotOperator(unicast, found.operator, operator));
        if (wallet != operator) {
            Bind memory consent = Bind({
                unicast: unicast,
                wallet: wallet,
                operator: operator,
                nonce: _bindNonces[wallet],
                deadline: deadline
            });
            _useConsent(consent, walletSignature);
        }
        _remove(unicast);
        bytes32 former = _addresses[wallet];
        if (former != 0 && _bindings[former].wallet == wallet) _remove(former);
        // Casts: a segment has at most 120 bits; tenancies are twice a 40-bit counter; the time is in
        // range for 30,000 years.
        _bindings[unicast] = Binding({
            wallet: wallet,
            bits: uint8(found.segment.bits()),
            boundAt: uint40(block.timestamp),
            tenancy: uint48(found.tenancy)
        });
        _addresses[wallet] = unicast;
        emit AddressBound(unicast, wallet, SegmentId.unwrap(found.segment), operator, found.tenancy);
    }

    /// @inheritdoc IAddressBook
    function unbind(bytes32 unicast) external {
        ISubnetLicense.Match memory found = SEGMENTS.find(unicast);
        address wallet = _live(unicast, found);
        require(wallet != address(0), NotBound(unicast));
        address caller = _msgSender();
        require(caller == wallet || caller == found.operator, NotBindingParty(unicast, caller));
        _remove(unicast);
    }

    /// @inheritdoc IAddressBook
    function cancelConsent() external {
        _raiseNonce(_msgSender());
    }

    /// @inheritdoc IAddressBook
    function addressOf(address wallet) external view returns (bytes32) {
        bytes32 unicast = _addresses[wallet];
        return unicast != 0 && walletAt(unicast) == wallet ? unicast : bytes32(0);
    }

    /// @inheritdoc IAddressBook
    function operatorOf(bytes32 unicast) external view returns (ISubnetLicense.Match memory) {
        return SEGMENTS.find(unicast);
    }

    /// @inheritdoc IAddressBook
    function bindNonce(address wallet) external view returns (uint256) {
        return _bindNonces[wallet];
    }

    /// @inheritdoc IAddressBook
    function hashBind(Bind calldata consent) external view returns (bytes32) {
        return _hashBind(consent);
    }

    /// @inheritdoc IAddressBook
    function walletAt(bytes32 unicast) public view returns (address) {
        return _live(unicast, SEGMENTS.find(unicast));
    }

    function _useConsent(Bind memory consent, bytes calldata walletSignature) internal {
        uint256 deadline = consent.deadline;
        // A sequencer that moves the clock by seconds wins nothing: both sides wanted the binding.
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp <= deadline, SignatureExpired(deadline, block.timestamp));
        _raiseNonce(consent.wallet);
        require(
            SignatureChecker.isValidSignatureNowCalldata(
                consent.wallet, _hashBind(consent), walletSignature
            ),
            InvalidSignature(consent.wallet)
        );
    }

    function _raiseNonce(address wallet) internal {
        emit BindNonceRaised(wallet, ++_bindNonces[wallet]);
    }

    /// @dev Removes what is stored for `unicast`, whether it still counts or not.
    function _remove(bytes32 unicast) internal {
        address wallet = _bindings[unicast].wallet;
        if (wallet == address(0)) return;
        delete _bindings[unicast];
        delete _addresses[wallet];
        emit AddressUnbound(unicast, wallet);
    }

    function _hashBind(Bind memory consent) internal view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    BIND_TYPEHASH,
                    consent.unicast,
                    consent.wallet,
                    consent.operator,
                    consent.nonce,
                    consent.deadline
                )
            )
        );
    }

    /// @dev Wallet of the stored binding if it belongs to the present tenancy, else 0.
    function _live(bytes32 unicast, ISubnetLicense.Match memory found)
        internal
        view
        returns (address)
    {
        Binding storage binding = _bindings[unicast];
        bool current = binding.tenancy == found.tenancy && binding.bits == found.segment.bits()
            && binding.boundAt >= found.since;
        return current && found.operator != address(0) ? binding.wallet : address(0);
    }
}
