// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {IExtendedResolver} from "./IExtendedResolver.sol";
import {IUniversalResolver} from "./IUniversalResolver.sol";

/// @title Lookups
/// @notice Asks a resolver one thing after the other. When it sends the client elsewhere (ERC-3668) the
/// whole state travels with the client and comes back in the callback. It needs no protection: all of
/// this only reads, and whoever forges a state deceives itself.
library Lookups {
    using Bytes for bytes;

    struct Lookup {
        /// DNS-encoded.
        bytes name;
        address resolver;
        /// ENSIP-10.
        bool extended;
        /// Whether the caller asked several things at once.
        bool multi;
        bytes[] calls;
        /// As many as calls; the first `done` are there.
        bytes[] answers;
        uint256 done;
    }

    /// @notice Asks what was not asked yet. `context` and `callback` are for coming back: the callback gets
    /// abi.encode(lookup, resolver's callback, resolver's data, context).
    function run(Lookup memory lookup, bytes4 callback, bytes memory context) internal view {
        while (lookup.done < lookup.calls.length) {
            bytes memory call = lookup.calls[lookup.done];
            if (lookup.extended) {
                call = abi.encodeCall(IExtendedResolver.resolve, (lookup.name, call));
            }
            (bool ok, bytes memory answer) = lookup.resolver.staticcall(call);
            take(lookup, ok, answer, callback, context);
        }
    }

    /// @notice Goes on with what a gateway said.
    function resume(
        Lookup memory lookup,
        bytes4 theirCallback,
        bytes memory theirData,
        bytes calldata response,
        bytes4 callback,
        bytes memory context
    ) internal view {
        (bool ok, bytes memory answer) = lookup.resolver
            .staticcall(abi.encodeWithSelector(theirCallback, response, theirData));
        take(lookup, ok, answer, callback, context);
        run(lookup, callback, context);
    }

    /// @notice Keeps the answer to the next call.
    function take(
        Lookup memory lookup,
        bool ok,
        bytes memory answer,
        bytes4 callback,
        bytes memory context
    ) internal view {
        if (!ok) {
            if (bytes4(answer) == IUniversalResolver.OffchainLookup.selector) {
                _passThrough(lookup, answer, callback, context);
            }
        } else if (lookup.extended) {
            answer = abi.decode(answer, (bytes));
        }
        bytes4 asked = bytes4(lookup.calls[lookup.done]);
        if (ok && answer.length == 0) ok = false;
        if (!ok && answer.length == 0) {
            // What Solidity says to a function that a contract does not have.
            answer = abi.encodeWithSelector(
                IUniversalResolver.UnsupportedResolverProfile.selector, asked
            );
        }
        if (!ok && !lookup.multi) {
            bool unsupported =
                bytes4(answer) == IUniversalResolver.UnsupportedResolverProfile.selector;
            require(!unsupported, IUniversalResolver.UnsupportedResolverProfile(asked));
            revert IUniversalResolver.ResolverError(answer);
        }
        lookup.answers[lookup.done] = answer;
        ++lookup.done;
    }

    /// @dev Returns only for an error that is not the resolver's own: it may not speak for others.
    function _passThrough(
        Lookup memory lookup,
        bytes memory error_,
        bytes4 callback,
        bytes memory context
    ) private view {
        (
            address sender,
            string[] memory urls,
            bytes memory callData,
            bytes4 theirs,
            bytes memory data
        ) = abi.decode(error_.slice(4), (address, string[], bytes, bytes4, bytes));
        if (sender != lookup.resolver) return;
        revert IUniversalResolver.OffchainLookup(
            address(this), urls, callData, callback, abi.encode(lookup, theirs, data, context)
        );
    }
}
