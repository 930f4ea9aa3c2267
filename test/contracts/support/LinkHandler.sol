// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {Test} from "../Base.sol";

/// @notice Links, unlinks, moves and bumps two DIDs among three wallets, and keeps a plain model: for each
/// pair the DID's nonce under which it was linked. Consents are signed and sent at different times, so
/// that many are stale when they come; every one that served is sent again.
contract LinkHandler is Test {
    struct Consent {
        DidId did;
        address wallet;
        uint64 didNonce;
        uint256 walletNonce;
        bytes ours;
        bytes theirs;
    }

    uint256 public constant DIDS = 2;
    uint256 public constant WALLETS = 3;
    uint32 public constant RECOVERY_DELAY = 10;

    DidRegistry public immutable REGISTRY = new DidRegistry(RECOVERY_DELAY, new TokenPictures());

    DidId[DIDS] public dids;
    address[WALLETS] public wallets;
    /// @notice What the last step was about.
    DidId public lastDid;
    address public lastWallet;
    /// @notice Calls that changed something.
    uint256 public acted;
    /// @notice Consents and signed calls that were accepted or refused against the model.
    uint256 public wronglyAccepted;
    uint256 public wronglyRefused;
    uint256 public linksMade;
    /// @notice Per pair: 0 when not linked, otherwise the DID's nonce at the link, plus one.
    mapping(uint256 did => mapping(address wallet => uint256 nonce)) public linkedUnder;
    /// @notice The same of a wallet's primary, with its DID.
    mapping(address wallet => uint256 did) public primaryDid;
    mapping(address wallet => uint256 nonce) public primaryUnder;
    /// @notice Counters of the model: consents used or cancelled, DIDs held.
    mapping(address wallet => uint256 count) public consents;
    mapping(uint256 did => address holder) public holders;
    mapping(uint256 did => uint256 nonce) public nonces;

    uint256[WALLETS] internal _keys;
    Consent[] private _signed;

    constructor() {
        string[WALLETS] memory names = ["alice", "bob", "carol"];
        for (uint256 i = 0; i < WALLETS; ++i) {
            (wallets[i], _keys[i]) = makeKey(names[i]);
        }
        for (uint256 i = 0; i < DIDS; ++i) {
            vm.prank(wallets[i]);
            dids[i] = REGISTRY.create(bytes32(i));
            holders[DidId.unwrap(dids[i])] = wallets[i];
        }
        (lastDid, lastWallet) = (dids[0], wallets[0]);
    }

    /// @notice Signs a consent; it may be sent now, later, or twice.
    function sign(uint256 didSeed, uint256 walletSeed, bool now_) external {
        (DidId did, uint256 who) = (_did(didSeed), walletSeed % WALLETS);
        bytes32 digest = _digest(did, wallets[who]);
        _signed.push(
            Consent({
                did: did,
                wallet: wallets[who],
                didNonce: REGISTRY.nonceOf(did),
                walletNonce: REGISTRY.walletNonce(wallets[who]),
                ours: signature(_keyOf(holders[DidId.unwrap(did)]), digest),
                theirs: signature(_keys[who], digest)
            })
        );
        if (now_) _send(_signed[_signed.length - 1]);
    }

    function send(uint256 seed) external {
        if (_signed.length != 0) _send(_signed[seed % _signed.length]);
    }

    function unlink(uint256 didSeed, uint256 walletSeed, bool byWallet) external {
        DidId did = _did(didSeed);
        address wallet = _wallet(walletSeed);
        uint256 id = DidId.unwrap(did);
        if (!_isLinked(id, wallet)) return;
        vm.prank(byWallet ? wallet : holders[id]);
        REGISTRY.unlink(did, wallet);
        linkedUnder[id][wallet] = 0;
        if (primaryDid[wallet] == id) primaryUnder[wallet] = 0;
        ++acted;
    }

    function cancelConsents(uint256 walletSeed) external {
        address wallet = _wallet(walletSeed);
        vm.prank(wallet);
        REGISTRY.cancelConsents();
        ++consents[wallet];
        ++acted;
    }

    function setPrimary(uint256 didSeed, uint256 walletSeed) external {
        (DidId did, address wallet) = (_did(didSeed), _wallet(walletSeed));
        uint256 id = DidId.unwrap(did);
        if (!_isLinked(id, wallet)) return;
        vm.prank(wallet);
        REGISTRY.setPrimary(did);
        (primaryDid[wallet], primaryUnder[wallet]) = (id, nonces[id] + 1);
        ++acted;
    }

    /// @dev One call in four, or links would hardly live long enough to be ended otherwise.
    function transfer(uint256 didSeed, uint256 toSeed, uint256 chance) external {
        if (chance % 4 != 0) return;
        uint256 id = DidId.unwrap(_did(didSeed));
        address to = _wallet(toSeed);
        vm.prank(holders[id]);
        REGISTRY.transferFrom(holders[id], to, id);
        _moved(id, to);
    }

    function bump(uint256 didSeed, uint256 chance) external {
        if (chance % 4 != 0) return;
        DidId did = _did(didSeed);
        address holder = holders[DidId.unwrap(did)];
        vm.prank(holder);
        REGISTRY.bumpNonce(did);
        _moved(DidId.unwrap(did), holder);
    }

    function _send(Consent memory consent) internal {
        uint256 id = DidId.unwrap(consent.did);
        (lastDid, lastWallet) = (consent.did, consent.wallet);
        bool valid = consent.didNonce == nonces[id]
            && consent.walletNonce == consents[consent.wallet] && !_isLinked(id, consent.wallet);
        (bool done,) = address(REGISTRY)
            .call(
                abi.encodeCall(
                    IDidRegistry.linkBySignatures,
                    (consent.did, consent.wallet, type(uint256).max, consent.ours, consent.theirs)
                )
            );
        _judge(done, valid);
        if (!done) return;
        linkedUnder[id][consent.wallet] = nonces[id] + 1;
        ++consents[consent.wallet];
        ++linksMade;
    }

    function _judge(bool done, bool valid) internal {
        if (done && !valid) ++wronglyAccepted;
        if (!done && valid) ++wronglyRefused;
        ++acted;
    }

    function _moved(uint256 id, address holder) internal {
        holders[id] = holder;
        ++nonces[id];
        ++acted;
    }

    function _did(uint256 seed) internal returns (DidId) {
        return lastDid = dids[seed % DIDS];
    }

    function _wallet(uint256 seed) internal returns (address) {
        return lastWallet = wallets[seed % WALLETS];
    }

    function _isLinked(uint256 id, address wallet) internal view returns (bool) {
        return linkedUnder[id][wallet] == nonces[id] + 1;
    }

    function _digest(DidId did, address wallet) internal view returns (bytes32) {
        return REGISTRY.hashLink(
            IDidRegistry.Link({
                did: DidId.unwrap(did),
                wallet: wallet,
                didNonce: REGISTRY.nonceOf(did),
                walletNonce: REGISTRY.walletNonce(wallet),
                deadline: type(uint256).max
            })
        );
    }

    function _keyOf(address account) internal view returns (uint256 key) {
        for (uint256 i = 0; i < WALLETS; ++i) {
            if (wallets[i] == account) key = _keys[i];
        }
    }
}
