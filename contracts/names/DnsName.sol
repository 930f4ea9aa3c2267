// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title DnsName
/// @notice Names as ENS clients send them: each label behind its length, a zero at the end.
library DnsName {
    uint256 private constant MAX_LABEL = 255;

    /// @notice Whether `dns` is labels up to exactly its end.
    function isValid(bytes memory dns) internal pure returns (bool) {
        uint256 at;
        while (at < dns.length) {
            uint256 size = uint8(dns[at]);
            if (size == 0) return at + 1 == dns.length;
            at += size + 1;
        }
        return false;
    }

    /// @notice Node of the name from position `at` on. `dns` is valid.
    function nodeAt(bytes memory dns, uint256 at) internal pure returns (bytes32 node) {
        uint256 size = uint8(dns[at]);
        if (size == 0) return 0;
        bytes32 labelHash;
        assembly ("memory-safe") {
            labelHash := keccak256(add(add(dns, 33), at), size)
        }
        return keccak256(abi.encodePacked(nodeAt(dns, at + 1 + size), labelHash));
    }

    /// @notice Position of the next label. `dns` is valid and has a label at `at`.
    function next(bytes memory dns, uint256 at) internal pure returns (uint256) {
        return at + 1 + uint8(dns[at]);
    }

    /// @notice Name in words as DNS; `ok` is false when it has an empty label or one beyond 255 bytes. The
    /// empty name is the root.
    function encode(string memory words) internal pure returns (bytes memory dns, bool ok) {
        bytes memory text = bytes(words);
        if (text.length == 0) return (hex"00", true);
        dns = new bytes(text.length + 2);
        uint256 start;
        for (uint256 at = 0; at <= text.length; ++at) {
            if (at < text.length && text[at] != ".") {
                dns[at + 1] = text[at];
                continue;
            }
            uint256 size = at - start;
            if (size == 0 || size > MAX_LABEL) return ("", false);
            // Cast: checked above.
            dns[start] = bytes1(uint8(size));
            start = at + 1;
        }
        return (dns, true);
    }
}
