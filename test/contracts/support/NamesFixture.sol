// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TokenPictures} from "../../../contracts/base/TokenPictures.sol";
import {IEnsRegistry} from "../../../contracts/names/IEnsRegistry.sol";
import {INameRegistrar} from "../../../contracts/names/INameRegistrar.sol";
import {NameRegistrar} from "../../../contracts/names/NameRegistrar.sol";
import {NameRegistry} from "../../../contracts/names/NameRegistry.sol";
import {NameResolver} from "../../../contracts/names/NameResolver.sol";
import {ReverseNames} from "../../../contracts/names/ReverseNames.sol";
import {UniversalResolver} from "../../../contracts/names/UniversalResolver.sol";
import {Test} from "../Base.sol";

/// @notice The five contracts of names with the public network's times. "alice" is registered to alice for
/// a year in a transaction of its own, so that nothing of it is fresh in a test.
abstract contract NamesFixture is Test {
    uint32 internal constant DELAY = 60;
    uint32 internal constant GRACE = 90 days;
    uint64 internal constant LONG_PRICE = 0.002 ether;
    bytes32 internal constant SDN = keccak256(abi.encodePacked(bytes32(0), keccak256("sdn")));

    NameRegistry internal registry;
    NameRegistrar internal registrar;
    NameResolver internal resolver;
    ReverseNames internal reverseNames;
    UniversalResolver internal universal;

    address internal governor;
    address internal treasury;
    address internal alice;
    uint256 internal aliceKey;
    address internal bob;
    uint256 internal bobKey;
    bytes32 internal aliceNode;

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        governor = makeAccount("governor");
        treasury = makeAccount("treasury");
        (alice, aliceKey) = makeKey("alice");
        (bob, bobKey) = makeKey("bob");
        _deployNames();
        vm.deal(alice, 1000 ether);
        vm.deal(bob, 1000 ether);
        aliceNode = _buy("alice", alice);
    }

    function _deployNames() internal {
        uint64 nonce = vm.getNonce(address(this));
        registry = new NameRegistry(
            governor,
            vm.computeCreateAddress(address(this), nonce + 4),
            vm.computeCreateAddress(address(this), nonce + 2),
            vm.computeCreateAddress(address(this), nonce + 3),
            GRACE,
            new TokenPictures()
        );
        resolver = new NameResolver(registry);
        reverseNames = new ReverseNames(registry);
        registrar = new NameRegistrar(
            governor,
            payable(treasury),
            registry,
            resolver,
            reverseNames,
            DELAY,
            INameRegistrar.Prices({three: 0.2 ether, four: 0.05 ether, fiveOrMore: LONG_PRICE})
        );
        universal = new UniversalResolver(IEnsRegistry(address(registry)));
    }

    function _registration(string memory label, address holder)
        internal
        pure
        returns (INameRegistrar.Registration memory)
    {
        return INameRegistrar.Registration({
            label: label,
            holder: holder,
            duration: 365 days,
            secret: keccak256(bytes(label)),
            records: new bytes[](0),
            primary: false
        });
    }

    function _commit(INameRegistrar.Registration memory registration) internal {
        registrar.commit(registrar.commitmentOf(registration));
        skip(DELAY);
    }

    /// @dev A year of a name of five characters or more, from the commitment to the holder's payment.
    function _buy(string memory label, address holder) internal returns (bytes32 node) {
        INameRegistrar.Registration memory registration = _registration(label, holder);
        _commit(registration);
        vm.prank(holder);
        return registrar.register{value: LONG_PRICE}(registration);
    }

    function _subname(bytes32 parent, string memory label, address holder)
        internal
        returns (bytes32)
    {
        vm.prank(registry.owner(parent));
        return registry.setSubname(parent, label, holder);
    }

    /// @dev Each of these contracts believes its own calls to be a signer's.
    function _assumeOutsider(address account) internal view {
        bool own = account == address(registry) || account == address(resolver)
            || account == address(reverseNames);
        vm.assume(!own);
    }

    /// @dev To the second in which alice's first registration ends.
    function _warpToEnd() internal {
        vm.warp(registry.stateOf(aliceNode).expiry);
    }

    function _warpToRelease() internal {
        vm.warp(registry.stateOf(aliceNode).expiry + GRACE);
    }

    function _node(bytes32 parent, string memory label) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(parent, keccak256(bytes(label))));
    }

    /// @dev A label of letters, drawn from `seed`.
    function _label(uint256 seed, uint256 length) internal pure returns (string memory) {
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            text[i] = bytes1(uint8(97 + uint256(keccak256(abi.encode(seed, i))) % 26));
        }
        return string(text);
    }

    /// @dev Name of up to 255-byte labels as ENS clients encode it.
    function _dns(string memory label) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(bytes(label).length), label, hex"03", "sdn", hex"00");
    }

    function _dns(string memory label, string memory above) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(bytes(label).length), label, _dns(above));
    }
}
