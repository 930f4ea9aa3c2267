// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Profile, Profiles} from "../contracts/network/Profile.sol";
import {Deployer} from "./Deployer.sol";
import {DeploymentFile} from "./DeploymentFile.sol";
import {Script} from "./Vm.sol";

/// @title Deploy
/// @notice The only way the contracts come to a chain; the tests inherit the same {Deployer}.
///
///     SDN_PROFILE=network npx forge script script/Deploy.s.sol \
///       --rpc-url <url> --broadcast --private-key <key>
///
/// All transactions go out in one batch, which takes about two seconds on a local chain.
/// Libraries (LeanIMT, PoseidonT3) are deployed and linked by forge on the way.
///
/// Environment, all optional:
/// - SDN_PROFILE: `network` (default) or `development`
/// - SDN_DEPLOYMENT_FILE: where addresses go, within this folder (default
///   script/deployments/<chain id>.json)
/// - SDN_GENESIS: start of epoch 0, Unix seconds (default: now)
/// - SDN_TREASURY, SDN_GOVERNOR: accounts (default: the upgrades' and the parameters' timelock; the
///   deployer in development)
/// - SDN_SALE_CURRENCY: ERC-20 that licences are paid in (default: the chain's coin)
/// - SDN_BEACON_KEY, SDN_BEACON_PERIOD, SDN_BEACON_GENESIS: a drand chain of scheme
///   bls-bn254-unchained-on-g1; the key is 0x and 128 bytes, as drand publishes it (default: evmnet)
contract Deploy is Script, Deployer {
    /// @dev drand's evmnet, chain hash 04f1e9062b8a81f848fded9c12306733282b2727ecced50032187751166ec8c3.
    bytes internal constant EVMNET_KEY = hex"07e1d1d335df83fa98462005690372c643340060d205306a9aa8106b6bd0b382"
        hex"0557ec32c2ad488e4d4f6008f89a346f18492092ccc0d594610de2732c8b808f"
        hex"0095685ae3a85ba243747b1b2f426049010f6b73a0cf1d389351d5aaaa1047f6"
        hex"297d3a4f9749b33eb2d904c9d9ebf17224150ddd7abd7567a9bec6c74480ee0b";
    uint256 internal constant EVMNET_PERIOD = 3;
    uint256 internal constant EVMNET_GENESIS = 1_727_521_075;

    error UnknownProfile(string name);

    function run() external {
        Config memory config = configFromEnvironment(msg.sender);
        vm.startBroadcast();
        Deployed memory net = deploy(config);
        vm.stopBroadcast();
        write(config, net);
    }

    function configFromEnvironment(address deployer) public view returns (Config memory config) {
        config.profileName = vm.envOr("SDN_PROFILE", string("network"));
        config.profile = profileOf(config.profileName);
        config.genesis = uint64(vm.envOr("SDN_GENESIS", block.timestamp));
        config.deployer = deployer;
        address holder = holderOf(config.profileName, deployer);
        config.treasury = vm.envOr("SDN_TREASURY", holder);
        config.governor = vm.envOr("SDN_GOVERNOR", holder);
        config.saleCurrency = vm.envOr("SDN_SALE_CURRENCY", address(0));
        config.beaconKey = vm.envOr("SDN_BEACON_KEY", EVMNET_KEY);
        config.beaconPeriod = uint64(vm.envOr("SDN_BEACON_PERIOD", EVMNET_PERIOD));
        config.beaconGenesis = uint64(vm.envOr("SDN_BEACON_GENESIS", EVMNET_GENESIS));
    }

    /// @notice Who has the treasury and the powers of governance, unless the environment says: on the public
    /// network the timelocks, for which 0 stands while they do not exist.
    function holderOf(string memory profileName, address deployer) public pure returns (address) {
        return keccak256(bytes(profileName)) == keccak256("network") ? address(0) : deployer;
    }

    function profileOf(string memory name) public pure returns (Profile memory) {
        bytes32 hash = keccak256(bytes(name));
        if (hash == keccak256("network")) return Profiles.network();
        require(hash == keccak256("development"), UnknownProfile(name));
        return Profiles.development();
    }

    function write(Config memory config, Deployed memory net) internal {
        DeploymentFile.Addresses memory contracts = DeploymentFile.Addresses({
            sendToken: address(net.token),
            didRegistry: address(net.dids),
            nodeStaking: address(net.staking),
            delegationPools: address(net.pools),
            offenceRegistry: address(net.offences),
            guardianEquivocation: address(net.equivocation),
            watchDogLicense: address(net.licenses),
            randomBeacon: address(net.beacon),
            paymentEscrow: address(net.escrow),
            epochSettlement: address(net.settlement),
            nameRegistry: address(net.names.registry),
            nameRegistrar: address(net.names.registrar),
            nameResolver: address(net.names.resolver),
            reverseNames: address(net.names.reverse),
            universalResolver: address(net.names.universal),
            subnetLicense: address(net.segments),
            addressBook: address(net.addressBook),
            tradeEscrow: address(net.trade),
            parameters: address(net.governance.parameters),
            parametersGovernor: address(net.governance.parametersGovernor),
            parametersTimelock: address(net.governance.parametersTimelock),
            upgradesGovernor: address(net.governance.upgradesGovernor),
            upgradesTimelock: address(net.governance.upgradesTimelock),
            guardianVeto: address(net.governance.veto),
            licenseSale: address(net.sale.licenses),
            milestoneEscrow: address(net.sale.proceeds),
            pointsConverter: address(net.sale.points)
        });
        DeploymentFile.Beacon memory beacon = DeploymentFile.Beacon({
            publicKey: config.beaconKey, period: config.beaconPeriod, genesis: config.beaconGenesis
        });
        DeploymentFile.write(config.profileName, config.genesis, config.profile, contracts, beacon);
    }
}
