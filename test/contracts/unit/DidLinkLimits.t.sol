// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidLinkLimitsTest is IdentityTest {
    uint256 internal constant LIMIT = 32;

    function test_link_reverts_whenTheDidHas32() external {
        for (uint256 i = 1; i <= LIMIT; ++i) {
            linkNow(did, vm.addr(i), i);
        }
        vm.assertEq(registry.linkCountOf(did), LIMIT, "full");
        _expectTooMany(did, wallet, walletKey);

        vm.prank(controller);
        registry.unlink(did, vm.addr(7));
        linkNow(did, wallet, walletKey);
        assertLinked(did, wallet, true, "room again");
    }

    function test_link_hasRoom_afterTheDidsNonceMoved() external {
        for (uint256 i = 1; i <= LIMIT; ++i) {
            linkNow(did, vm.addr(i), i);
        }
        vm.prank(controller);
        registry.bumpNonce(did);
        linkNow(did, vm.addr(7), 7);
        vm.assertEq(registry.linkCountOf(did), 1, "only the new link");
    }

    function test_link_reverts_whenTheWalletHas32() external {
        DidId[] memory dids = _fillWallet();
        vm.assertEq(registry.didsOf(wallet).length, LIMIT, "full");
        _expectTooMany(did, wallet, walletKey);

        vm.prank(wallet);
        registry.unlink(dids[31], wallet);
        linkNow(did, wallet, walletKey);
        assertLinked(did, wallet, true, "room again");
    }

    /// forge-config: default.fuzz.runs = 32
    /// @dev A DID that someone else bumps must not use up the wallet's room.
    function test_link_takesTheRoomOfDeadLinks_whenTheWalletHas32(uint256 dead, bool byTransfer)
        external
    {
        DidId[] memory dids = _fillWallet();
        dead = bound(dead, 0, LIMIT - 1);
        if (byTransfer) {
            transfer(dids[dead], controller, wallet);
        } else {
            vm.prank(controller);
            registry.bumpNonce(dids[dead]);
        }
        vm.assertEq(registry.didsOf(wallet).length, LIMIT - 1, "one died");

        linkNow(did, wallet, walletKey);
        assertLinked(did, wallet, true, "new");
        assertLinked(dids[dead], wallet, false, "dead");
        vm.assertEq(registry.didsOf(wallet).length, LIMIT, "full again");
        _expectTooMany(dids[dead], wallet, walletKey);
    }

    /// forge-config: default.fuzz.runs = 32
    /// @dev Linking anew reuses the dead entry, or a patient wallet would fill its list with one DID.
    function test_link_reusesTheDeadEntryOfTheSameDid(uint8 times) external {
        for (uint256 i = 0; i <= times % 40; ++i) {
            linkNow(did, wallet, walletKey);
            vm.assertEq(registry.didsOf(wallet).length, 1, "one entry");
            vm.prank(controller);
            registry.bumpNonce(did);
        }
    }

    /// forge-config: default.fuzz.runs = 32
    function test_unlink_keepsTheOthers_whateverTheOrder(uint256 seed) external {
        createDid(wallet, "of the wallet itself");
        DidId[] memory dids = _fillWallet();
        bool[] memory gone = new bool[](LIMIT);
        for (uint256 left = LIMIT; left > 20; --left) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 pick = seed % LIMIT;
            if (gone[pick]) continue;
            gone[pick] = true;
            vm.prank(wallet);
            registry.unlink(dids[pick], wallet);
        }
        uint256 expected;
        for (uint256 i = 0; i < LIMIT; ++i) {
            assertLinked(dids[i], wallet, !gone[i], "as unlinked");
            if (!gone[i]) ++expected;
        }
        vm.assertEq(registry.didsOf(wallet).length, expected, "list");
        vm.assertEq(registry.balanceOf(wallet), 1, "balance untouched");
        vm.assertEq(registry.walletNonce(wallet), LIMIT, "consents untouched");
    }

    function _fillWallet() private returns (DidId[] memory dids) {
        dids = new DidId[](LIMIT);
        for (uint256 i = 0; i < LIMIT; ++i) {
            dids[i] = createDid(controller, bytes32(i));
            linkNow(dids[i], wallet, walletKey);
        }
    }

    function _expectTooMany(DidId token, address to, uint256 key) private {
        bytes memory signed = consent(key, token, to, block.timestamp);
        address holder = registry.ownerOf(DidId.unwrap(token));
        expectError(abi.encodeWithSelector(IDidRegistry.TooManyLinks.selector, LIMIT));
        vm.prank(holder);
        registry.link(token, to, block.timestamp, signed);
    }
}
