// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IParameters} from "../../../contracts/governance/IParameters.sol";
import {SendGovernor} from "../../../contracts/governance/SendGovernor.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {GovernanceFixture} from "../support/GovernanceFixture.sol";

/// @notice Votes that others bring.
contract SendGovernorSignaturesTest is GovernanceFixture {
    bytes32 private constant BALLOT_TYPEHASH =
        keccak256("Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)");
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    uint256 private constant ORDER =
        0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    address private voter;
    uint256 private voterKey;
    uint256 private proposal;

    function setUp() public {
        deployGovernance();
        (voter, voterKey) = makeKey("voter");
        _give(voter);
        proposal = propose(planChange(IParameters.Parameter.FreeQuota, 1 << 21), minnow);
        toVote();
    }

    function test_castVoteBySig_counts(uint8 support) external {
        support = uint8(bound(support, 0, 2));
        vm.prank(makeAccount("relayer"));
        governor.castVoteBySig(proposal, support, voter, _sign(support, voter, 0));
        (uint256 against, uint256 pro, uint256 abstained) = governor.proposalVotes(proposal);
        uint256[3] memory counted = [against, pro, abstained];
        vm.assertEq(counted[support], 1 ether, "counted");
        vm.assertTrue(governor.hasVoted(proposal, voter), "voted");
    }

    function test_castVoteBySig_takesAContractWallet() external {
        address wallet = address(new ContractWallet(voter));
        vm.prank(voter);
        token.delegate(wallet);
        skip(1);
        proposal = propose(planChange(IParameters.Parameter.FreeQuota, 1 << 22), minnow);
        toVote();
        governor.castVoteBySig(proposal, FOR, wallet, _sign(FOR, wallet, 0));
        vm.assertTrue(governor.hasVoted(proposal, wallet), "voted");
    }

    function test_castVoteBySig_reverts_onReplay_inTheOtherGovernor_orOnAnotherChain() external {
        bytes memory ballot = _sign(FOR, voter, 0);
        SendGovernor other = gov.upgradesGovernor;
        Plan memory made = planChange(IParameters.Parameter.FreeQuota, 1 << 21);
        vm.prank(minnow);
        other.propose(made.targets, made.values, made.payloads, made.description);
        toVote();
        expectError(_invalid());
        other.castVoteBySig(proposal, FOR, voter, ballot);

        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        expectError(_invalid());
        governor.castVoteBySig(proposal, FOR, voter, ballot);
        vm.chainId(chain);

        governor.castVoteBySig(proposal, FOR, voter, ballot);
        expectError(_invalid());
        governor.castVoteBySig(proposal, FOR, voter, ballot);
    }

    function test_castVoteBySig_reverts_onAnyOtherField(uint256 field, uint256 seed) external {
        bytes memory ballot = _sign(FOR, voter, 0);
        field = bound(field, 0, 2);
        if (field == 0) {
            expectError(_invalid());
            governor.castVoteBySig(proposal, AGAINST, voter, ballot);
        } else if (field == 1) {
            address another = vm.addr(boundKey(seed));
            vm.assume(another != voter);
            expectError(
                abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, another)
            );
            governor.castVoteBySig(proposal, FOR, another, ballot);
        } else {
            uint256 nonce = bound(seed, 1, type(uint256).max);
            ballot = _sign(FOR, voter, nonce);
            expectError(_invalid());
            governor.castVoteBySig(proposal, FOR, voter, ballot);
        }
    }

    function test_castVoteBySig_reverts_onMalleableSignatures() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(voterKey, _digest(FOR, voter, 0));
        bytes32 twin = bytes32(ORDER - uint256(s));
        bytes[4] memory bad = [
            abi.encodePacked(r, twin, v == 27 ? uint8(28) : uint8(27)),
            abi.encodePacked(r, s, uint8(v + 2)),
            abi.encodePacked(r, bytes32(uint256(s) | uint256(v - 27) << 255)),
            bytes("")
        ];
        for (uint256 i = 0; i < 4; ++i) {
            expectError(_invalid());
            governor.castVoteBySig(proposal, FOR, voter, bad[i]);
        }
    }

    function _give(address account) private {
        vm.assertTrue(token.transfer(account, 1 ether));
        vm.prank(account);
        token.delegate(account);
        skip(1);
    }

    function _sign(uint8 support, address account, uint256 nonce)
        private
        view
        returns (bytes memory)
    {
        return signature(voterKey, _digest(support, account, nonce));
    }

    function _digest(uint8 support, address account, uint256 nonce) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256("SendingNetwork SendGovernor"),
                keccak256("1"),
                block.chainid,
                governor
            )
        );
        bytes32 ballot = keccak256(abi.encode(BALLOT_TYPEHASH, proposal, support, account, nonce));
        return MessageHashUtils.toTypedDataHash(domain, ballot);
    }

    function _invalid() private view returns (bytes memory) {
        return abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, voter);
    }
}
