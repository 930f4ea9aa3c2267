// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Attestations} from "../../../contracts/settlement/Attestations.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";

/// @notice Makes the library callable with calldata.
contract AttestationHarness {
    function requireQuorum(
        IEpochSettlement.Attestation calldata attestation,
        bytes32 setHash,
        bytes32 digest
    ) external view {
        Attestations.requireQuorum(attestation, setHash, digest);
    }
}
