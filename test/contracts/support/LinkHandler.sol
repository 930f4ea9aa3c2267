// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {DidRegistry} from "../../../contracts/identity/DidRegistry.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {Test} from "../Base.sol";

/// @notice Links, unlinks, moves and bumps three DIDs among four wallets, and keeps a plain model: for
/// each pair the DID's nonce under which it was linked. Every consent that served is kept for a replay.
contract LinkHandler is Test {
    struct Consent {
        DidId did;
        address wallet;
        bytes ours;
        bytes theirs;
    }

    uint256 public constant DIDS = 3;
    uint256 public constant WALLETS = 4;

    DidRegistry public immutable REGISTRY = new DidRegistry(7 days, new TokenPictures());

    DidId[DIDS] public dids;
    address[WALLETS] public wallets;
    uint256 public replaysAccepted;
    uint256 public linksMade;
    /// @notice Per pair: 0 when not linked, otherwise the DID's nonce at the link, plus one.
    mapping(uint256 did => mapping(address wallet => uint256 nonce)) public linkedUnder;

    uint256[WALLETS] private _keys;
    Consent[] private _used;

    constructor() {
        string[WALLETS] memory names = ["alice", "bob", "carol", "dave"];
        for (uint256 i = 0; i < WALLETS; ++i) {
            (wallets[i], _keys[i]) = makeKey(names[i]);
        }
        for (uint256 i = 0; i < DIDS; ++i) {
            vm.prank(wallets[i]);
            dids[i] = REGISTRY.create(bytes32(i));
        }
    }

    function link(uint256 didSeed, uint256 walletSeed) external {
        DidId did = dids[didSeed % DIDS];
        uint256 who = walletSeed % WALLETS;
        bytes32 digest = _digest(did, wallets[who]);
        Consent memory consent = Consent({
            did: did,
            wallet: wallets[who],
            ours: signature(_keyOf(REGISTRY.ownerOf(DidId.unwrap(did))), digest),
            theirs: signature(_keys[who], digest)
        });
        _send(consent);
        _used.push(consent);
        linkedUnder[DidId.unwrap(did)][wallets[who]] = REGISTRY.nonceOf(did) + 1;
        ++linksMade;
    }

    function unlink(uint256 didSeed, uint256 walletSeed, bool byWallet) external {
        DidId did = dids[didSeed % DIDS];
        address wallet = wallets[walletSeed % WALLETS];
        address holder = REGISTRY.ownerOf(DidId.unwrap(did));
        vm.prank(byWallet ? wallet : holder);
        REGISTRY.unlink(did, wallet);
        linkedUnder[DidId.unwrap(did)][wallet] = 0;
    }

    /// @dev One call in four, or links would hardly live long enough to be ended otherwise.
    function transfer(uint256 didSeed, uint256 toSeed, uint256 chance) external {
        if (chance % 4 != 0) return;
        uint256 id = DidId.unwrap(dids[didSeed % DIDS]);
        address holder = REGISTRY.ownerOf(id);
        vm.prank(holder);
        REGISTRY.transferFrom(holder, wallets[toSeed % WALLETS], id);
    }

    function bump(uint256 didSeed, uint256 chance) external {
        if (chance % 4 != 0) return;
        DidId did = dids[didSeed % DIDS];
        address holder = REGISTRY.ownerOf(DidId.unwrap(did));
        vm.prank(holder);
        REGISTRY.bumpNonce(did);
    }

    function replay(uint256 seed) external {
        if (_used.length == 0) return;
        try this.send(_used[seed % _used.length]) {
            ++replaysAccepted;
        } catch {}
    }

    function send(Consent calldata consent) external {
        _send(consent);
    }

    function _send(Consent memory consent) internal {
        REGISTRY.linkBySignatures(
            consent.did, consent.wallet, type(uint256).max, consent.ours, consent.theirs
        );
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
