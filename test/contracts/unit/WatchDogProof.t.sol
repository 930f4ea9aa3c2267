// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SemaphoreVerifier} from "@semaphore-protocol/contracts/base/SemaphoreVerifier.sol";
import {ISemaphoreVerifier} from "@semaphore-protocol/contracts/interfaces/ISemaphoreVerifier.sol";
import {ITokenPictures} from "../../../contracts/base/ITokenPictures.sol";
import {Epoch} from "../../../contracts/network/Epoch.sol";
import {IRandomBeacon} from "../../../contracts/network/IRandomBeacon.sol";
import {Profiles} from "../../../contracts/network/Profile.sol";
import {RandomBeacon} from "../../../contracts/network/RandomBeacon.sol";
import {INodeStaking} from "../../../contracts/staking/INodeStaking.sol";
import {IWatchDogLicense} from "../../../contracts/watchdog/IWatchDogLicense.sol";
import {WatchDogLicense} from "../../../contracts/watchdog/WatchDogLicense.sol";
import {Test} from "../Base.sol";
import {LeanTree} from "../support/LeanTree.sol";

/// @notice A proof that Semaphore's own library made for a member of the frozen group, under a seed that
/// drand published (test/vectors/semaphore.json), judged by the contracts as they are deployed.
/// forge-config: default.fuzz.runs = 24
contract WatchDogProofTest is Test {
    string private json;
    WatchDogLicense private license;
    RandomBeacon private beacon;
    Epoch private epoch;

    function setUp() public {
        json = vm.readFile("test/vectors/semaphore.json");
        epoch = Epoch.wrap(uint64(vm.parseJsonUint(json, ".epoch")));
        uint64 genesis = uint64(vm.parseJsonUint(json, ".genesis"));
        vm.chainId(vm.parseJsonUint(json, ".chainId"));
        vm.warp(genesis);
        beacon = new RandomBeacon(genesis, Profiles.network(), evmnetKey(), 1_727_521_075, 3);
        ISemaphoreVerifier verifier = ISemaphoreVerifier(address(new SemaphoreVerifier()));
        vm.prank(vm.parseJsonAddress(json, ".deployer"));
        license = new WatchDogLicense(
            address(this),
            beacon,
            INodeStaking(address(0)),
            verifier,
            ITokenPictures(address(0)),
            genesis,
            Profiles.network()
        );
        vm.assertEq(address(license), vm.parseJsonAddress(json, ".registry"), "registry");
        fillGroup();
        vm.warp(license.startOf(epoch));
    }

    function test_scopeOf_isTheVectors() public {
        proveSeed();
        vm.assertEq(beacon.seedOf(epoch), vm.parseJsonBytes32(json, ".seed"), "seed");
        vm.assertEq(license.scopeOf(epoch), word(".scope"), "scope");
    }

    function test_verify_accepts_aRealProof() public {
        proveSeed();
        vm.assertTrue(license.verify(epoch, word(".nullifier"), word(".message"), points()));
    }

    function test_verify_refuses_anotherNullifier(uint256 nullifier) public {
        proveSeed();
        vm.assume(nullifier != word(".nullifier"));
        vm.assertFalse(license.verify(epoch, nullifier, word(".message"), points()));
    }

    function test_verify_refuses_anotherMessage(uint256 message) public {
        proveSeed();
        vm.assume(message != word(".message"));
        vm.assertFalse(license.verify(epoch, word(".nullifier"), message, points()));
    }

    function test_verify_refuses_tamperedPoints(uint8 index, uint256 value) public {
        proveSeed();
        uint256[8] memory proof = points();
        vm.assume(proof[index % 8] != value);
        proof[index % 8] = value;
        vm.assertFalse(license.verify(epoch, word(".nullifier"), word(".message"), proof));
    }

    /// @dev Even with the same seed and group, the scope names the epoch.
    function test_verify_refuses_anotherEpoch() public {
        proveSeed();
        Epoch next = epoch + Epoch.wrap(1);
        vm.warp(license.startOf(next));
        bytes memory call = abi.encodeCall(IRandomBeacon.seedOf, (next));
        vm.mockCall(address(beacon), call, abi.encode(beacon.seedOf(epoch)));
        vm.assertEq(license.frozenRoot(next), license.frozenRoot(epoch), "same group");
        vm.assertFalse(license.verify(next, word(".nullifier"), word(".message"), points()));
    }

    function test_verify_refuses_anotherChain(uint64 chainId) public {
        proveSeed();
        vm.assume(chainId != 0 && chainId != vm.parseJsonUint(json, ".chainId"));
        vm.chainId(chainId);
        vm.assertFalse(license.verify(epoch, word(".nullifier"), word(".message"), points()));
    }

    /// @dev Once the prover's licence has changed hands, the frozen root is one that it cannot prove.
    function test_verify_refuses_aFormerMember() public {
        vm.warp(license.startOf(epoch) - license.FREEZE_LEAD());
        license.transferFrom(address(this), address(1), 5);
        vm.warp(license.startOf(epoch));
        proveSeed();
        uint256 nullifier = word(".nullifier");
        uint256 message = word(".message");
        uint256[8] memory proof = points();
        expectError(abi.encodeWithSelector(IWatchDogLicense.NotFrozen.selector, epoch));
        license.verify(epoch, nullifier, message, proof);

        uint256[] memory leaves = vm.parseJsonUintArray(json, ".commitments");
        leaves[vm.parseJsonUint(json, ".removed")] = 0;
        uint256[][] memory paths = new uint256[][](1);
        paths[0] = LeanTree.siblings(leaves, 4);
        license.applyQueue(1, paths);
        vm.assertFalse(license.verify(epoch, nullifier, message, proof));
    }

    function test_verify_reverts_whenTheSeedIsNotProven() public {
        uint64 round = uint64(vm.parseJsonUint(json, ".round"));
        uint256 nullifier = word(".nullifier");
        expectError(abi.encodeWithSelector(IRandomBeacon.RoundNotProven.selector, round));
        license.verify(epoch, nullifier, 1, points());
    }

    /// @dev The verifier answers false when gas runs short; that must never look like a verdict.
    function test_verify_neverRefusesAGoodProof_whenGasIsShort(uint256 gasGiven) public {
        proveSeed();
        gasGiven = bound(gasGiven, 20_000, 500_000);
        uint256 nullifier = word(".nullifier");
        uint256 message = word(".message");
        uint256[8] memory proof = points();
        try license.verify{gas: gasGiven}(epoch, nullifier, message, proof) returns (bool valid) {
            vm.assertTrue(valid, "false for want of gas");
        } catch (bytes memory reason) {
            // Cast: an error starts with its selector.
            // forge-lint: disable-next-line(unsafe-typecast)
            bool named = bytes4(reason) == IWatchDogLicense.NotEnoughGas.selector;
            // Below the check itself there is not even gas for an error.
            vm.assertTrue(named || reason.length == 0, "unnamed");
        }
    }

    function test_frozenRoot_isTheRootThatSemaphoreComputes() public view {
        vm.assertEq(license.frozenRoot(epoch), word(".root"));
    }

    function proveSeed() private {
        bytes memory given = vm.parseJsonBytes(json, ".signature");
        (uint256 x, uint256 y) = abi.decode(given, (uint256, uint256));
        beacon.prove(uint64(vm.parseJsonUint(json, ".round")), [x, y]);
    }

    function fillGroup() private {
        bytes32[] memory commitments = vm.parseJsonBytes32Array(json, ".commitments");
        license.issue(address(this), commitments.length);
        for (uint256 i; i < commitments.length; ++i) {
            license.registerIdentity(i + 1, uint256(commitments[i]));
        }
        license.applyQueue(commitments.length, new uint256[][](0));

        license.transferFrom(address(this), address(1), vm.parseJsonUint(json, ".removed") + 1);
        uint256[][] memory paths = new uint256[][](1);
        paths[0] = vm.parseJsonUintArray(json, ".removalSiblings");
        license.applyQueue(1, paths);
    }

    function points() private view returns (uint256[8] memory list) {
        uint256[] memory given = vm.parseJsonUintArray(json, ".points");
        for (uint256 i; i < 8; ++i) {
            list[i] = given[i];
        }
    }

    function word(string memory key) private view returns (uint256) {
        return uint256(vm.parseJsonBytes32(json, key));
    }

    function evmnetKey() private pure returns (uint256[4] memory key) {
        return [
            0x0557ec32c2ad488e4d4f6008f89a346f18492092ccc0d594610de2732c8b808f,
            0x07e1d1d335df83fa98462005690372c643340060d205306a9aa8106b6bd0b382,
            0x297d3a4f9749b33eb2d904c9d9ebf17224150ddd7abd7567a9bec6c74480ee0b,
            0x0095685ae3a85ba243747b1b2f426049010f6b73a0cf1d389351d5aaaa1047f6
        ];
    }
}
