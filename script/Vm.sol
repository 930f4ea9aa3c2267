// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Vm
/// @notice The cheatcodes of forge that tests and scripts use, at the address that forge serves them from.
/// A call that forge does not know reverts, so a wrong signature here shows at first use.
interface Vm {
    struct Wallet {
        address addr;
        uint256 publicKeyX;
        uint256 publicKeyY;
        uint256 privateKey;
    }

    /// @notice Gas of the last call; memory and refund included.
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    // Chain
    function warp(uint256 timestamp) external;
    function roll(uint256 number) external;
    function chainId(uint256 id) external;
    function deal(address account, uint256 balance) external;
    function etch(address target, bytes calldata code) external;
    function load(address target, bytes32 slot) external view returns (bytes32 value);
    function store(address target, bytes32 slot, bytes32 value) external;
    function label(address account, string calldata name) external;
    function getBlockTimestamp() external view returns (uint256 timestamp);
    function snapshotState() external returns (uint256 id);
    function revertToState(uint256 id) external returns (bool done);

    // Callers
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;

    // Expectations
    function assume(bool condition) external pure;
    function expectRevert() external;
    function expectRevert(bytes4 selector) external;
    function expectRevert(bytes calldata data) external;
    function expectPartialRevert(bytes4 selector) external;
    function expectEmit() external;
    function expectEmit(address emitter) external;
    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;
    function expectCall(address callee, bytes calldata data) external;
    function mockCall(address callee, bytes calldata data, bytes calldata result) external;
    function clearMockedCalls() external;
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory logs);

    // Keys
    function addr(uint256 privateKey) external pure returns (address account);
    function sign(uint256 privateKey, bytes32 digest)
        external
        pure
        returns (uint8 v, bytes32 r, bytes32 s);
    function createWallet(string calldata name) external returns (Wallet memory wallet);
    function computeCreateAddress(address deployer, uint256 nonce)
        external
        pure
        returns (address created);
    function getNonce(address account) external view returns (uint64 nonce);
    function setNonceUnsafe(address account, uint64 nonce) external;
    function randomUint() external view returns (uint256 value);

    // Assertions
    function assertTrue(bool condition) external pure;
    function assertTrue(bool condition, string calldata message) external pure;
    function assertFalse(bool condition) external pure;
    function assertFalse(bool condition, string calldata message) external pure;
    function assertEq(bool left, bool right, string calldata message) external pure;
    function assertEq(uint256 left, uint256 right) external pure;
    function assertEq(uint256 left, uint256 right, string calldata message) external pure;
    function assertEq(address left, address right) external pure;
    function assertEq(address left, address right, string calldata message) external pure;
    function assertEq(bytes32 left, bytes32 right) external pure;
    function assertEq(bytes32 left, bytes32 right, string calldata message) external pure;
    function assertEq(bytes calldata left, bytes calldata right) external pure;
    function assertEq(bytes calldata left, bytes calldata right, string calldata message)
        external
        pure;
    function assertEq(string calldata left, string calldata right, string calldata message)
        external
        pure;
    function assertEq(address[] calldata left, address[] calldata right, string calldata message)
        external
        pure;
    function assertEq(uint256[] calldata left, uint256[] calldata right, string calldata message)
        external
        pure;
    function assertNotEq(uint256 left, uint256 right, string calldata message) external pure;
    function assertNotEq(address left, address right, string calldata message) external pure;
    function assertNotEq(bytes32 left, bytes32 right, string calldata message) external pure;
    function assertGt(uint256 left, uint256 right, string calldata message) external pure;
    function assertGe(uint256 left, uint256 right, string calldata message) external pure;
    function assertLt(uint256 left, uint256 right, string calldata message) external pure;
    function assertLe(uint256 left, uint256 right, string calldata message) external pure;
    function assertApproxEqAbs(
        uint256 left,
        uint256 right,
        uint256 maxDelta,
        string calldata message
    ) external pure;

    // Files and JSON
    function projectRoot() external view returns (string memory path);
    function exists(string calldata path) external view returns (bool found);
    function readFile(string calldata path) external view returns (string memory text);
    function writeFile(string calldata path, string calldata text) external;
    function createDir(string calldata path, bool recursive) external;
    function parseJsonUint(string calldata json, string calldata key)
        external
        pure
        returns (uint256 value);
    function parseJsonUintArray(string calldata json, string calldata key)
        external
        pure
        returns (uint256[] memory values);
    function parseJsonBool(string calldata json, string calldata key)
        external
        pure
        returns (bool value);
    function parseJsonAddress(string calldata json, string calldata key)
        external
        pure
        returns (address value);
    function parseJsonAddressArray(string calldata json, string calldata key)
        external
        pure
        returns (address[] memory values);
    function parseJsonBytes32(string calldata json, string calldata key)
        external
        pure
        returns (bytes32 value);
    function parseJsonBytes32Array(string calldata json, string calldata key)
        external
        pure
        returns (bytes32[] memory values);
    function parseJsonBytes(string calldata json, string calldata key)
        external
        pure
        returns (bytes memory value);
    function parseJsonString(string calldata json, string calldata key)
        external
        pure
        returns (string memory value);
    function keyExistsJson(string calldata json, string calldata key)
        external
        view
        returns (bool found);
    function serializeJson(string calldata object, string calldata value)
        external
        returns (string memory json);
    function serializeUint(string calldata object, string calldata key, uint256 value)
        external
        returns (string memory json);
    function serializeBool(string calldata object, string calldata key, bool value)
        external
        returns (string memory json);
    function serializeAddress(string calldata object, string calldata key, address value)
        external
        returns (string memory json);
    function serializeBytes32(string calldata object, string calldata key, bytes32 value)
        external
        returns (string memory json);
    function serializeBytes(string calldata object, string calldata key, bytes calldata value)
        external
        returns (string memory json);
    function serializeString(string calldata object, string calldata key, string calldata value)
        external
        returns (string memory json);
    function writeJson(string calldata json, string calldata path) external;
    function parseAddress(string calldata text) external pure returns (address account);
    function toString(uint256 value) external pure returns (string memory text);
    function toString(address value) external pure returns (string memory text);
    function toString(bytes calldata value) external pure returns (string memory text);
    function toString(bytes32 value) external pure returns (string memory text);

    // Environment
    function setEnv(string calldata name, string calldata value) external;
    function envOr(string calldata name, string calldata fallback_)
        external
        view
        returns (string memory value);
    function envOr(string calldata name, uint256 fallback_) external view returns (uint256 value);
    function envOr(string calldata name, bool fallback_) external view returns (bool value);
    function envOr(string calldata name, address fallback_) external view returns (address value);
    function envOr(string calldata name, bytes32 fallback_) external view returns (bytes32 value);
    function envOr(string calldata name, bytes calldata fallback_)
        external
        view
        returns (bytes memory value);

    // Gas
    function lastCallGas() external view returns (Gas memory gasOfCall);
    function snapshotGasLastCall(string calldata name) external returns (uint256 gasUsed);
    function snapshotGasLastCall(string calldata group, string calldata name)
        external
        returns (uint256 gasUsed);
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;

    // Broadcasting
    function broadcast() external;
    function broadcast(address sender) external;
    function startBroadcast() external;
    function startBroadcast(address sender) external;
    function stopBroadcast() external;
}

/// @dev Where forge answers cheatcodes.
Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @title Script
/// @notice What forge expects of a script: `run()` and this mark.
abstract contract Script {
    bool public constant IS_SCRIPT = true;

    Vm internal constant vm = VM;
}
