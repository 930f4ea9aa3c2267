// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Profiles} from "../../../contracts/network/Profile.sol";
import {Deploy} from "../../../script/Deploy.s.sol";
import {Deployer} from "../../../script/Deployer.sol";
import {GovernanceDeployer} from "../../../script/GovernanceDeployer.sol";
import {Test} from "../Base.sol";

/// @notice What the script takes from its environment.
contract DeployScriptTest is Test {
    Deploy private script = new Deploy();

    function test_configFromEnvironment_isThePublicNetwork_byDefault() external view {
        Deployer.Config memory config = script.configFromEnvironment(address(this));
        vm.assertEq(config.profileName, "network", "profile");
        vm.assertEq(
            abi.encode(config.profile), abi.encode(Profiles.network()), "the profile's values"
        );
        vm.assertEq(config.genesis, block.timestamp, "genesis: now");
        vm.assertEq(config.treasury, address(0), "treasury: a timelock");
        vm.assertEq(config.governor, address(0), "governor: a timelock");
        vm.assertEq(config.saleCurrency, address(0), "licences cost coins");
        vm.assertEq(config.beaconPeriod, 3, "evmnet's period");
        vm.assertEq(config.beaconGenesis, 1_727_521_075, "evmnet's genesis");
    }

    /// A round that drand's evmnet signed: the default key is in the right order.
    function test_deploy_takesEvmnet_byDefault() external {
        vm.warp(1_760_000_000);
        Deployer.Deployed memory net = script.deploy(script.configFromEnvironment(address(script)));
        net.beacon
            .prove(
                9_337_227,
                [
                    0x01d65d6128f4b2df3d08de85543d8efe06b0281d0770246ae3672e8ddd3efda0,
                    0x269373123458f0b5c0073eeed1c816a06809e127421513e34ee07df6987910b3
                ]
            );
        vm.assertTrue(net.beacon.isProven(9_337_227), "proven");
    }

    function test_deploy_leavesNothingToTheDeployer_byDefault() external {
        vm.warp(1_760_000_000);
        Deployer.Deployed memory net = script.deploy(script.configFromEnvironment(address(script)));
        GovernanceDeployer.Governance memory made = net.governance;
        address slow = address(made.upgradesTimelock);
        vm.assertEq(net.token.balanceOf(slow), 3_000_000_000e18, "treasury: 30 %");
        vm.assertEq(net.token.balanceOf(address(net.sale.points)), 500_000_000e18, "points: 5 %");
        vm.assertEq(net.names.registry.owner(), address(made.parametersTimelock), "names");
        vm.assertEq(made.parameters.owner(), address(made.parametersTimelock), "parameters");
        vm.assertEq(made.parametersTimelock.getMinDelay(), 2 days, "parameters wait");
        vm.assertEq(made.upgradesTimelock.getMinDelay(), 23 days, "upgrades wait");
    }

    function test_holderOf_isTheDeveloper_onADevelopersNetwork(address deployer) external view {
        vm.assertEq(script.holderOf("development", deployer), deployer, "development");
        vm.assertEq(script.holderOf("network", deployer), address(0), "network");
    }

    function test_profileOf_reverts_onAnotherName() external {
        expectError(abi.encodeWithSelector(Deploy.UnknownProfile.selector, "mainnet"));
        script.profileOf("mainnet");
    }

    function test_beaconKeyWords_reverts_onAnotherLength(uint8 length) external {
        vm.assume(length != 128);
        expectError(abi.encodeWithSelector(Deployer.InvalidBeaconKey.selector, length));
        script.beaconKeyWords(new bytes(length));
    }

    function test_beaconKeyWords_swapsEachPair() external view {
        uint256[4] memory words = script.beaconKeyWords(abi.encode([uint256(1), 2, 3, 4]));
        vm.assertEq(abi.encode(words), abi.encode([uint256(2), 1, 4, 3]), "words");
    }
}
