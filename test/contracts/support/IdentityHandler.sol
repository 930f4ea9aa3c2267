// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {LinkHandler} from "./LinkHandler.sol";

/// @notice Beside links, all else that hangs on a DID, each in a plain model with the nonce under which it
/// was set, plus one; and signed calls that come late or twice.
contract IdentityHandler is LinkHandler {
    struct SignedCall {
        address signer;
        uint256 signerNonce;
        uint256 did;
        uint64 didNonce;
        bytes32 profile;
        bytes[] calls;
        bytes signature;
    }

    address public constant SESSION = address(0x5E55);

    mapping(uint256 did => bytes32 contentId) public profiles;
    mapping(uint256 did => uint256 nonce) public profileUnder;
    mapping(uint256 did => uint256 nonce) public sessionUnder;
    mapping(uint256 did => bytes32 deviceId) public devices;
    mapping(uint256 did => uint256 nonce) public deviceUnder;
    mapping(uint256 did => address recovery) public recoveries;
    mapping(uint256 did => uint256 nonce) public recoveryUnder;
    mapping(uint256 did => address newHolder) public newHolders;
    mapping(address signer => uint256 nonce) public signerNonces;

    SignedCall[] private _calls;
    uint256 private _unique;

    function setProfile(uint256 didSeed) external {
        DidId did = _did(didSeed);
        bytes32 content = _next();
        vm.prank(_holder(did));
        REGISTRY.setProfile(did, content);
        _setProfile(DidId.unwrap(did), content);
    }

    function addDevice(uint256 didSeed) external {
        DidId did = _did(didSeed);
        uint256 id = DidId.unwrap(did);
        (bytes32 device, bytes32 identity, bytes32 signing) = (_next(), _next(), _next());
        vm.startPrank(_holder(did));
        if (deviceUnder[id] == nonces[id] + 1) REGISTRY.removeDevice(did, devices[id]);
        REGISTRY.addDevice(did, device, identity, signing);
        vm.stopPrank();
        (devices[id], deviceUnder[id]) = (device, nonces[id] + 1);
        ++acted;
    }

    function authorize(uint256 didSeed, bool revoke) external {
        DidId did = _did(didSeed);
        uint256 id = DidId.unwrap(did);
        vm.startPrank(_holder(did));
        if (revoke && sessionUnder[id] == nonces[id] + 1) {
            REGISTRY.revokeSessionKey(did, SESSION);
            sessionUnder[id] = 0;
        } else {
            REGISTRY.authorize(did, SESSION, 1, uint64(vm.getBlockTimestamp() + 90 days));
            sessionUnder[id] = nonces[id] + 1;
        }
        vm.stopPrank();
        ++acted;
    }

    function setRecovery(uint256 didSeed, uint256 walletSeed) external {
        DidId did = _did(didSeed);
        uint256 id = DidId.unwrap(did);
        address recovery = _wallet(walletSeed);
        if (recovery == _holder(did)) recovery = address(0);
        vm.prank(_holder(did));
        REGISTRY.setRecovery(did, recovery);
        (recoveries[id], recoveryUnder[id]) = (recovery, nonces[id] + 1);
        newHolders[id] = address(0);
        ++acted;
    }

    /// @notice Starts a recovery, or goes on with the one that is started: either way it ends.
    function recover(uint256 didSeed, uint256 toSeed, bool cancel) external {
        DidId did = _did(didSeed);
        uint256 id = DidId.unwrap(did);
        if (recoveryUnder[id] != nonces[id] + 1 || recoveries[id] == address(0)) return;
        if (newHolders[id] == address(0)) {
            address to = _wallet(toSeed);
            if (to == holders[id]) to = recoveries[id];
            vm.prank(recoveries[id]);
            REGISTRY.startRecovery(did, to);
            newHolders[id] = to;
            ++acted;
        } else if (cancel) {
            vm.prank(_holder(did));
            REGISTRY.cancelRecovery(did);
            newHolders[id] = address(0);
            ++acted;
        } else {
            skip(RECOVERY_DELAY);
            REGISTRY.finishRecovery(did);
            _moved(id, newHolders[id]);
            newHolders[id] = address(0);
        }
    }

    /// @notice Signs a profile bound to the DID's nonce; it may be sent now, later, or twice.
    function signCall(uint256 didSeed, bool now_) external {
        DidId did = _did(didSeed);
        uint64 nonce = REGISTRY.nonceOf(did);
        bytes32 content = _next();
        address signer = _holder(did);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IDidRegistry.requireNonce, (did, nonce));
        calls[1] = abi.encodeCall(IDidRegistry.setProfile, (did, content));
        ISignedCalls.Calls memory message = ISignedCalls.Calls({
            signer: signer,
            calls: calls,
            nonce: REGISTRY.nonces(signer),
            deadline: type(uint256).max
        });
        _calls.push(
            SignedCall({
                signer: signer,
                signerNonce: message.nonce,
                did: DidId.unwrap(did),
                didNonce: nonce,
                profile: content,
                calls: calls,
                signature: signature(_keyOf(signer), REGISTRY.hashCalls(message))
            })
        );
        if (now_) _sendCall(_calls[_calls.length - 1]);
    }

    function sendCall(uint256 seed) external {
        if (_calls.length != 0) _sendCall(_calls[seed % _calls.length]);
    }

    function _sendCall(SignedCall memory signed) private {
        uint256 id = signed.did;
        bool valid =
            signed.didNonce == nonces[id] && signed.signerNonce == signerNonces[signed.signer];
        (bool done,) = address(REGISTRY)
            .call(
                abi.encodeCall(
                    ISignedCalls.callBySignature,
                    (signed.signer, signed.calls, type(uint256).max, signed.signature)
                )
            );
        _judge(done, valid);
        if (!done) return;
        ++signerNonces[signed.signer];
        _setProfile(id, signed.profile);
    }

    function _setProfile(uint256 id, bytes32 content) private {
        (profiles[id], profileUnder[id]) = (content, nonces[id] + 1);
        ++acted;
    }

    function _next() private returns (bytes32) {
        return keccak256(abi.encode(++_unique));
    }

    function _holder(DidId did) private view returns (address) {
        return holders[DidId.unwrap(did)];
    }
}
