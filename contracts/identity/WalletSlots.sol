// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DidId} from "./DidId.sol";

/// @dev Links that a DID, and a wallet, can have.
uint256 constant LINK_LIMIT = 32;

/// @title WalletSlots
/// @notice What DidRegistry keeps per wallet: a list of at most 32 links, one word each. The first word
/// also holds the wallet's counters, so that a wallet's first DID and its first link cost one new word.
/// A link whose `didNonce` is not its DID's current one is dead; it stays until its place is needed.
library WalletSlots {
    struct Slot {
        uint160 did;
        uint32 didNonce;
        /// Only in the first slot: DIDs held (ERC-721), consents used, links listed (dead ones included).
        uint32 balance;
        uint24 consents;
        uint8 links;
    }

    struct Slots {
        Slot[LINK_LIMIT] at;
    }

    /// @notice Writes a link at `place`, which is listed already or the first free one (< LINK_LIMIT).
    function put(Slots storage slots, uint256 place, DidId did, uint32 didNonce) internal {
        Slot storage first = slots.at[0];
        if (place == first.links) ++first.links;
        Slot storage slot = slots.at[place];
        // Cast: a DID is made of 160 bits.
        slot.did = uint160(DidId.unwrap(did));
        slot.didNonce = didNonce;
    }

    /// @notice Takes out the link at `place`; the last one moves there.
    function remove(Slots storage slots, uint256 place) internal {
        Slot storage first = slots.at[0];
        uint8 last = first.links - 1;
        Slot storage slot = slots.at[place];
        Slot storage moved = slots.at[last];
        (slot.did, slot.didNonce) = (moved.did, moved.didNonce);
        (moved.did, moved.didNonce) = (0, 0);
        first.links = last;
    }

    /// @notice Place of the link to `did`, dead or not; `links` when there is none.
    function find(Slots storage slots, DidId did) internal view returns (uint256 place) {
        uint256 links = slots.at[0].links;
        while (place < links && slots.at[place].did != DidId.unwrap(did)) {
            ++place;
        }
    }
}
