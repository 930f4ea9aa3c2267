// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

// Values are bounded before they are narrowed, and constants may be shifted.
// forge-lint: disable-start(incorrect-shift)

import {Epoch} from "../../../contracts/network/Epoch.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {EpochSettlement} from "../../../contracts/settlement/EpochSettlement.sol";
import {IEpochSettlement} from "../../../contracts/settlement/IEpochSettlement.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {Deployer} from "../../../script/Deployer.sol";
import {Test} from "../Base.sol";
import {BeaconSigner} from "./BeaconSigner.sol";
import {SumTree} from "./SumTree.sol";

/// @title SettlementFixture
/// @notice The real contracts on the development profile, Guardians that sign, and an epoch's way
/// through its stages.
abstract contract SettlementFixture is Deployer, Test {
    uint64 internal constant GENESIS = 1_750_000_000;
    bytes32 internal constant NO_REPORTS = keccak256("sdn-no-reports");
    bytes32 internal constant BILLS = keccak256("bills");

    Deployed internal net;
    EpochSettlement internal settlement;
    uint256[] internal signerKeys;
    /// The packed set as attestations carry it.
    bytes internal guardianSet;

    /// @dev Deploys on the development profile with this contract as deployer and treasury.
    function _deploy() internal {
        vm.warp(GENESIS);
        uint256[4] memory key = BeaconSigner.publicKey();
        Config memory config = Config({
            profileName: "development",
            profile: Profiles.development(),
            genesis: GENESIS,
            deployer: address(this),
            treasury: address(this),
            governor: address(this),
            beaconKey: abi.encode(key[1], key[0], key[3], key[2]),
            beaconPeriod: 1,
            beaconGenesis: GENESIS - 10,
            saleCurrency: address(0)
        });
        net = deploy(config);
        settlement = net.settlement;
    }

    /// @dev Registers `count` Guardians with equal bonds; they count from epoch 1.
    function _registerGuardians(uint256 count) internal {
        for (uint256 i = 0; i < count; ++i) {
            _registerGuardian(string.concat("guardian ", vm.toString(i)), 100_000 ether);
        }
    }

    function _registerGuardian(string memory name, uint96 bond) internal {
        uint256 key = _register(INodeStaking.Role.Guardian, name, bond);
        signerKeys.push(key);
        guardianSet = abi.encodePacked(guardianSet, vm.addr(key), bond);
    }

    function _register(INodeStaking.Role role, string memory name, uint96 bond)
        internal
        returns (uint256 signerKey)
    {
        address operator = makeAccount(name);
        address signer;
        (signer, signerKey) = makeKey(string.concat(name, " signer"));
        bytes[] memory multiaddrs = new bytes[](1);
        multiaddrs[0] = hex"047f000001060fa1";
        INodeStaking.Registration memory registration = INodeStaking.Registration({
            role: role,
            peerId: keccak256(bytes(name)),
            signer: signer,
            multiaddrs: multiaddrs,
            unicast: 0,
            bond: bond,
            commissionBps: 0,
            deadline: block.timestamp
        });
        bytes32 digest = net.staking
            .hashNodeKeys(
                INodeStaking.NodeKeys({
                    operator: operator,
                    role: uint8(role),
                    peerId: registration.peerId,
                    signer: signer,
                    nonce: 0,
                    deadline: block.timestamp
                })
            );
        vm.assertTrue(net.token.transfer(operator, bond));
        vm.startPrank(operator);
        net.token.approve(address(net.staking), bond);
        net.staking.register(registration, signature(signerKey, digest), new bytes(64));
        vm.stopPrank();
    }

    function _deposit(address payer, uint96 amount) internal {
        net.token.approve(address(net.escrow), amount);
        net.escrow.deposit(payer, amount);
    }

    // ---- Time ----

    function _start(uint64 epoch) internal pure returns (uint64) {
        return GENESIS + epoch * Profiles.development().epochLength;
    }

    /// @dev From here on the bills of `epoch` can be recorded.
    function _billsTime(uint64 epoch) internal pure returns (uint64) {
        return _start(epoch + 1) + Profiles.development().billWindow;
    }

    function _inputsTime(uint64 epoch) internal pure returns (uint64) {
        return _billsTime(epoch) + Profiles.development().challengeWindow
            + Profiles.development().reportWindow;
    }

    /// @dev Time never runs back.
    function _warpTo(uint64 timestamp) internal {
        if (timestamp > vm.getBlockTimestamp()) vm.warp(timestamp);
    }

    // ---- Attestations ----

    /// @dev Everybody.
    function _all() internal view returns (uint32) {
        return uint32((1 << signerKeys.length) - 1);
    }

    function _attest(bytes32 digest, uint32 bitmap)
        internal
        view
        returns (IEpochSettlement.Attestation memory attestation)
    {
        attestation.guardians = guardianSet;
        attestation.bitmap = bitmap;
        for (uint256 i = 0; i < signerKeys.length; ++i) {
            if (bitmap >> i & 1 == 0) continue;
            attestation.signatures =
                abi.encodePacked(attestation.signatures, signature(signerKeys[i], digest));
        }
    }

    // ---- Stages ----

    function _inputs(uint64 epoch, bytes32 reportsRoot)
        internal
        pure
        returns (IEpochSettlement.InputSet memory)
    {
        return IEpochSettlement.InputSet(epoch, 0, BILLS, reportsRoot);
    }

    function _recordBills(uint64 epoch) internal {
        IEpochSettlement.InputSet memory inputs = _inputs(epoch, 0);
        settlement.recordBills(inputs, _attest(settlement.hashInputSet(inputs), _all()));
    }

    function _recordInputs(uint64 epoch) internal {
        IEpochSettlement.InputSet memory inputs = _inputs(epoch, NO_REPORTS);
        settlement.recordInputs(inputs, _attest(settlement.hashInputSet(inputs), _all()));
    }

    /// @dev Brings `epoch` to Stage.Inputs, waiting as long as that takes.
    function _toInputs(uint64 epoch) internal {
        _warpTo(_billsTime(epoch));
        _recordBills(epoch);
        _warpTo(_inputsTime(epoch));
        _recordInputs(epoch);
    }

    /// @dev A report of nothing on the right predecessors.
    function _emptyReport(uint64 epoch)
        internal
        view
        returns (IEpochSettlement.EpochReport memory report)
    {
        report.epoch = epoch;
        report.previousHash = settlement.lastReportHash();
        report.inputHash = settlement.inputHashOf(Epoch.wrap(epoch));
        report.dataHash = keccak256(abi.encode("data", epoch));
    }

    function _settle(IEpochSettlement.EpochReport memory report) internal {
        settlement.settle(report, _attest(settlement.hashEpochReport(report), _all()));
    }

    function _finalize() internal {
        _warpTo(settlement.dueAt());
        settlement.finalize();
    }

    /// @dev Takes `epoch` from its end to its report: `credits` are minted, to Edges as far as the
    /// schedule of Guardians does not cover them.
    function _settleCredits(uint64 epoch, SumTree.Leaf[] memory credits, uint128 amount) internal {
        _toInputs(epoch);
        IEpochSettlement.EpochReport memory report = _emptyReport(epoch);
        report.creditsRoot = SumTree.rootOf(credits).hash;
        report.totalCredits = amount;
        report.emission = amount;
        _settle(report);
    }
}
