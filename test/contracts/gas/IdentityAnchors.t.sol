// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Measured} from "../support/Measured.sol";
import {PlainToken} from "../support/PlainToken.sol";

/// @notice What well-known registries of npm cost for the like of what DidRegistry does, measured in the
/// same run. Their accounts hold what ours hold in the measurements beside them.
contract IdentityAnchorsGasTest is Measured {
    string private constant ERC1056 =
        "node_modules/ethr-did-registry/artifacts/contracts/EthereumDIDRegistry.sol/EthereumDIDRegistry.json";

    address private erc1056;
    address private alice;

    function setUp() public {
        alice = makeAccount("alice");
        erc1056 = _create(vm.parseJsonBytes(vm.readFile(ERC1056), ".bytecode"));
        // An identity there begins with its first change.
        _change(_attribute("did/svc/Before"));
    }

    function test_gas_erc1056SetAttribute() external {
        vm.roll(block.number + 1);
        _measure("anchor ERC-1056 setAttribute", alice, erc1056, _attribute("did/svc/Messages"));
    }

    function test_gas_erc1056ChangeOwner() external {
        // The first change would also pay for the owner's word, which our DIDs have from the start.
        _change(abi.encodeWithSignature("changeOwner(address,address)", alice, alice));
        bytes memory data =
            abi.encodeWithSignature("changeOwner(address,address)", alice, makeAccount("bob"));
        _measure("anchor ERC-1056 changeOwner", alice, erc1056, data);
    }

    function test_gas_openZeppelinErc721() external {
        address token = address(new PlainToken());
        // As large as the id of a DID.
        uint256 id = uint160(uint256(keccak256("id")));
        bytes memory data = abi.encodeCall(PlainToken.mint, (id));
        _measure("anchor OpenZeppelin ERC-721 mint", alice, token, data);

        address bob = makeAccount("bob");
        vm.prank(bob);
        PlainToken(token).mint(id + 1);
        data = abi.encodeWithSignature("transferFrom(address,address,uint256)", alice, bob, id);
        _measure("anchor OpenZeppelin ERC-721 transfer", alice, token, data);
    }

    function _change(bytes memory data) private {
        vm.prank(alice);
        (bool done,) = erc1056.call(data);
        vm.assertTrue(done, "change");
    }

    function _attribute(bytes32 name) private view returns (bytes memory) {
        return abi.encodeWithSignature(
            "setAttribute(address,bytes32,bytes,uint256)",
            alice,
            name,
            bytes("https://edge.example.org/"),
            365 days
        );
    }

    function _create(bytes memory code) private returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        vm.assertNotEq(uint160(created), 0, "created");
    }
}
