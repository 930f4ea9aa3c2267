// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(unsafe-typecast)

import {DidId} from "../../../contracts/identity/DidId.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profile, Profiles} from "../../../contracts/network/Profile.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {BeaconSigner} from "../support/BeaconSigner.sol";
import {SettlementFixture} from "../support/SettlementFixture.sol";
import {SumTree} from "../support/SumTree.sol";

/// @notice What script/Deploy.s.sol puts on a chain, and one epoch of its life: an Edge that was paid,
/// a WatchDog that tested it and Guardians that settled it all claim.
contract DeploymentTest is SettlementFixture {
    uint96 private constant DEPOSIT = 1000 ether;
    uint96 private constant FEE = 10 ether;

    function setUp() public {
        _deploy();
    }

    function test_deploy_connectsTheContracts() external view {
        vm.assertEq(net.token.MINTER(), address(settlement), "minter");
        vm.assertEq(address(net.staking.POOLS()), address(net.pools), "pools");
        vm.assertEq(net.staking.OFFENCES(), address(net.offences), "offences");
        vm.assertEq(address(net.escrow.TOKEN()), address(net.token), "escrow token");
        vm.assertEq(net.escrow.SETTLEMENT(), address(settlement), "escrow settlement");
        vm.assertEq(address(net.staking.TOKEN()), address(net.token), "stake token");
        vm.assertEq(address(settlement.TOKEN()), address(net.token), "settlement token");
        vm.assertEq(address(settlement.STAKING()), address(net.staking), "settlement staking");
        vm.assertEq(address(settlement.BEACON()), address(net.beacon), "settlement beacon");
        vm.assertEq(address(settlement.ESCROW()), address(net.escrow), "settlement escrow");
        vm.assertEq(address(net.licenses.BEACON()), address(net.beacon), "licence beacon");
        vm.assertEq(address(net.licenses.STAKING()), address(net.staking), "licence staking");
        vm.assertEq(address(net.licenses.VERIFIER()), address(net.verifier), "verifier");
        vm.assertEq(net.licenses.ISSUER(), address(net.sale.licenses), "issuer");
        vm.assertEq(net.sale.licenses.PROCEEDS(), address(net.sale.proceeds), "proceeds");
        vm.assertEq(address(net.sale.licenses.LICENSES()), address(net.licenses), "on sale");
        vm.assertEq(net.token.balanceOf(address(this)), 3_000_000_000e18, "treasury: 30 %");
        vm.assertEq(net.token.balanceOf(address(net.sale.points)), 500_000_000e18, "points: 5 %");
    }

    /// Parameters are the timelock's in development too: the developer governs by votes alone.
    function test_deploy_connectsGovernance() external view {
        Governance memory made = net.governance;
        vm.assertEq(made.parameters.owner(), address(made.parametersTimelock), "parameters");
        vm.assertEq(made.parametersGovernor.timelock(), address(made.parametersTimelock), "fast");
        vm.assertEq(made.upgradesGovernor.timelock(), address(made.upgradesTimelock), "slow");
        vm.assertEq(address(made.parametersGovernor.token()), address(net.token), "votes: fast");
        vm.assertEq(address(made.upgradesGovernor.token()), address(net.token), "votes: slow");
        vm.assertEq(address(made.veto.STAKING()), address(net.staking), "Guardians");
        vm.assertEq(made.veto.GENESIS(), GENESIS, "the veto's clock");
        bytes32 role = made.parametersTimelock.CANCELLER_ROLE();
        vm.assertTrue(made.parametersTimelock.hasRole(role, address(made.veto)), "veto: fast");
        vm.assertTrue(made.upgradesTimelock.hasRole(role, address(made.veto)), "veto: slow");
        vm.assertFalse(made.upgradesTimelock.hasRole(0x00, address(this)), "not the deployer");
        vm.assertFalse(made.parametersTimelock.hasRole(0x00, address(this)), "nor here");
    }

    function test_deploy_givesAllOneClock() external view {
        uint64[5] memory genesis = [
            net.staking.GENESIS(),
            net.licenses.GENESIS(),
            net.beacon.GENESIS(),
            net.escrow.GENESIS(),
            settlement.GENESIS()
        ];
        uint32[5] memory lengths = [
            net.staking.EPOCH_LENGTH(),
            net.licenses.EPOCH_LENGTH(),
            net.beacon.EPOCH_LENGTH(),
            net.escrow.EPOCH_LENGTH(),
            settlement.EPOCH_LENGTH()
        ];
        for (uint256 i = 0; i < 5; ++i) {
            vm.assertEq(genesis[i], GENESIS, "genesis");
            vm.assertEq(lengths[i], Profiles.development().epochLength, "epoch length");
        }
    }

    /// The public network's values, as the protocol states them.
    function test_network_profile() external pure {
        Profile memory profile = Profiles.network();
        vm.assertEq(profile.epochLength, 86_400, "epoch: 1 d");
        vm.assertEq(profile.billWindow, 7200, "bill: 2 h");
        vm.assertEq(profile.challengeWindow, 7200, "challenge: 2 h");
        vm.assertEq(profile.reportWindow, 7200, "report: 2 h");
        vm.assertEq(profile.attestWindow, 3600, "attest: 1 h");
        vm.assertEq(profile.disputeWindow, 86_400, "dispute: 24 h");
        vm.assertEq(profile.unbonding, 1_814_400, "unbonding: 21 d");
        vm.assertEq(profile.guardianDelayEpochs, 2, "Guardian set change: at least 24 h");
        vm.assertEq(profile.thawEpochs, 2, "thaw: 2 epochs");
        vm.assertEq(profile.freezeLead, 600, "freeze lead: 10 min");
        vm.assertEq(profile.samplingLag, 60, "sampling lag: 60 s");
        vm.assertEq(profile.downReports, 6, "down: 6 reports");
        vm.assertEq(profile.scoreReports, 3, "score: 3 reports");
        vm.assertEq(profile.messageTtl, 14 days, "messages live 14 d");
        vm.assertEq(profile.parameterDelay, 2 days, "parameters wait 2 d");
        vm.assertEq(profile.upgradeDelay, profile.unbonding + 2 days, "upgrades: time to leave");
        vm.assertEq(profile.milestoneGap, 90 days, "proceeds: five shares, 90 d apart");
        vm.assertEq(profile.pointsWindow, 90 days, "points: at least 90 d to convert");
    }

    function test_life_fromRegistrationToClaims() external {
        _registerGuardians(4);
        _register(INodeStaking.Role.Edge, "edge", 10_000 ether);
        address alice = makeAccount("alice");
        address watchdog = makeAccount("watchdog");
        _identity(alice);
        _license(watchdog);
        _deposit(alice, DEPOSIT);

        vm.warp(_start(1));
        BeaconSigner.proveAt(net.beacon, _start(1));
        vm.assertEq(net.staking.activeCount(INodeStaking.Role.Edge, Epoch.wrap(1)), 1, "Edges");
        vm.assertNotEq(net.licenses.frozenRoot(Epoch.wrap(1)), 0, "the licence counts");

        (SumTree.Leaf[] memory credits, SumTree.Leaf[] memory pay) = _settleLife(watchdog);
        uint256 supply = net.token.totalSupply();
        _finalize();
        _checkSupply(supply, credits, pay);

        for (uint256 i = 0; i < credits.length; ++i) {
            (, IEpochSettlement.SumProof memory proof) = SumTree.build(credits, i);
            uint256 before = net.token.balanceOf(credits[i].key);
            settlement.claimCredit(credits[i].key, credits[i].amount, 1, 0, proof);
            uint256 paid = net.token.balanceOf(credits[i].key) - before;
            vm.assertEq(paid, credits[i].amount, "Edge and Guardians are paid");
        }
        (, IEpochSettlement.SumProof memory single) = SumTree.build(pay, 0);
        settlement.claimWatchdog(Epoch.wrap(1), watchdog, pay[0].amount, 1, 0, single);
        vm.assertEq(net.token.balanceOf(watchdog), pay[0].amount, "the WatchDog is paid");
        vm.assertEq(net.token.balanceOf(address(settlement)), 0, "nothing is left over");
        vm.assertEq(net.token.balanceOf(address(net.escrow)), DEPOSIT - FEE, "escrow");
    }

    function _identity(address alice) internal {
        vm.startPrank(alice);
        DidId did = net.dids.create("alice");
        net.dids.addDevice(did, "phone", keccak256("x25519"), keccak256("ed25519"));
        vm.stopPrank();
        vm.assertEq(net.dids.ownerOf(DidId.unwrap(did)), alice, "controller");
    }

    function _license(address watchdog) internal {
        uint256 license = net.sale.licenses.grant(watchdog, 1);
        vm.prank(watchdog);
        net.licenses.registerIdentity(license, 12_345);
        net.licenses.applyQueue(10, new uint256[][](0));
    }

    /// @dev One bill of FEE, one successful test: the Edge earns nine tenths of the fee and its base, four
    /// Guardians a quarter each of theirs, the WatchDog a share.
    function _settleLife(address watchdog)
        internal
        returns (SumTree.Leaf[] memory credits, SumTree.Leaf[] memory pay)
    {
        _toInputs(1);
        (, uint256 guardianPool, uint256 watchdogPool) = settlement.scheduleOf(Epoch.wrap(1));
        uint96 share = watchdogPool < SHARE_BOUND ? uint96(watchdogPool) : SHARE_BOUND;
        IEpochSettlement.EpochReport memory report = _emptyReport(1);
        report.totalWeight = 10_000 ether;
        uint96 base = 10_000 ether / uint96(1000) * 20 / 86_400;
        uint96 each = uint96(guardianPool / 4);

        credits = new SumTree.Leaf[](5);
        credits[0] = SumTree.Leaf(makeAccount("edge"), FEE / 10 * 9 + base, 1, 0);
        for (uint256 i = 0; i < 4; ++i) {
            address guardian = makeAccount(string.concat("guardian ", vm.toString(i)));
            credits[i + 1] = SumTree.Leaf(guardian, each, 1, 0);
        }
        _sort(credits);
        pay = new SumTree.Leaf[](1);
        pay[0] = SumTree.Leaf(watchdog, share, 1, 0);

        report.creditsRoot = SumTree.rootOf(credits).hash;
        report.watchdogsRoot = SumTree.rootOf(pay).hash;
        report.totalDebits = FEE;
        report.totalBurn = FEE / 10;
        report.totalCredits = SumTree.rootOf(credits).amount;
        report.totalWatchdogs = share;
        report.emission = base + 4 * each + share;
        report.validShares = 1;
        _settle(report);
    }

    function _checkSupply(uint256 before, SumTree.Leaf[] memory credits, SumTree.Leaf[] memory pay)
        internal
        view
    {
        uint256 owed = SumTree.rootOf(credits).amount + pay[0].amount;
        vm.assertEq(net.token.balanceOf(address(settlement)), owed, "covers what it owes");
        vm.assertEq(
            net.token.totalSupply(), before + owed - FEE, "minted what was not debited, less burns"
        );
    }

    function _sort(SumTree.Leaf[] memory leaves) internal pure {
        for (uint256 i = 1; i < leaves.length; ++i) {
            for (uint256 j = i; j > 0 && leaves[j].key < leaves[j - 1].key; --j) {
                (leaves[j], leaves[j - 1]) = (leaves[j - 1], leaves[j]);
            }
        }
    }
}
