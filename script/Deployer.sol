// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Profile} from "../contracts/network/Profile.sol";
import {RandomBeacon} from "../contracts/network/RandomBeacon.sol";
import {PaymentEscrow} from "../contracts/relay/PaymentEscrow.sol";
import {EpochSettlement} from "../contracts/settlement/EpochSettlement.sol";
import {SettlementState} from "../contracts/settlement/SettlementState.sol";
import {NodeStaking} from "../contracts/staking/NodeStaking.sol";
import {SendToken} from "../contracts/token/SendToken.sol";
import {VM} from "./Vm.sol";

/// @title Deployer
/// @notice Puts the contracts together. They know each other by immutables; where two need each other,
/// the later one's address is computed from the deployer's nonce, so that all go out in one batch.
abstract contract Deployer {
    struct Config {
        string profileName;
        Profile profile;
        uint64 genesis;
        address deployer;
        address treasury;
        address licenseIssuer;
        bytes beaconKey;
        uint64 beaconPeriod;
        uint64 beaconGenesis;
    }

    struct Deployed {
        SendToken token;
        NodeStaking staking;
        RandomBeacon beacon;
        PaymentEscrow escrow;
        EpochSettlement settlement;
    }

    /// @dev One epoch moves at most a twentieth of the escrow.
    uint16 internal constant DEBIT_BOUND_BPS = 500;
    /// @dev Most that one valid share of a WatchDog's report earns.
    uint96 internal constant SHARE_BOUND = 10e18;

    error InvalidBeaconKey(uint256 length);
    error AddressMismatch(address deployed, address predicted);

    /// @notice Deploys everything in the name of `config.deployer`, who must be whom `new` acts for.
    function deploy(Config memory config) public returns (Deployed memory deployed) {
        (uint64 genesis, Profile memory profile) = (config.genesis, config.profile);
        uint256 nonce = VM.getNonce(config.deployer);
        address settlement = VM.computeCreateAddress(config.deployer, nonce + 4);
        deployed.token = new SendToken(config.treasury, settlement);
        deployed.staking = new NodeStaking(deployed.token, genesis, profile);
        deployed.beacon = new RandomBeacon(
            genesis,
            profile,
            beaconKeyWords(config.beaconKey),
            config.beaconGenesis,
            config.beaconPeriod
        );
        deployed.escrow = new PaymentEscrow(deployed.token, settlement, genesis, profile);
        deployed.settlement = new EpochSettlement(
            genesis,
            profile,
            SettlementState.Contracts({
                token: deployed.token,
                staking: deployed.staking,
                beacon: deployed.beacon,
                escrow: deployed.escrow
            }),
            DEBIT_BOUND_BPS,
            SHARE_BOUND
        );
        require(
            address(deployed.settlement) == settlement,
            AddressMismatch(address(deployed.settlement), settlement)
        );
    }

    /// @notice drand publishes a G2 key as (x1, x0, y1, y0); the contract takes (x0, x1, y0, y1).
    function beaconKeyWords(bytes memory key) public pure returns (uint256[4] memory words) {
        require(key.length == 128, InvalidBeaconKey(key.length));
        uint256[4] memory published = abi.decode(key, (uint256[4]));
        return [published[1], published[0], published[3], published[2]];
    }
}
