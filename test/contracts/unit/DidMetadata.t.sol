// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {ITokenPictures} from "../../../contracts/base/ITokenPictures.sol";
import {DidId} from "../../../contracts/identity/DidId.sol";
import {IDidRegistry} from "../../../contracts/identity/IDidRegistry.sol";
import {IdentityTest} from "../support/IdentityTest.sol";

contract DidMetadataTest is IdentityTest {
    function test_tokenURI_showsTheIdAndWhatHangsOnIt() external {
        linkNow(did, wallet, walletKey);
        bump();
        linkNow(did, wallet, walletKey);
        vm.prank(controller);
        registry.addDevice(did, "a", "b", "c");
        vm.assertEq(registry.tokenURI(DidId.unwrap(did)), _expected("1", "1", "1"), "metadata");
    }

    function test_tokenURI_differs_fromDidToDid(bytes32 salt) external {
        vm.assume(salt != "first");
        DidId second = createDid(controller, salt);
        string memory uri = registry.tokenURI(DidId.unwrap(second));
        vm.assertNotEq(
            keccak256(bytes(uri)), keccak256(bytes(_expected("0", "0", "0"))), "another picture"
        );
    }

    function test_tokenURI_reverts_whenDidDoesNotExist(uint256 id) external {
        vm.assume(id != DidId.unwrap(did));
        expectError(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        registry.tokenURI(id);
    }

    /// @dev ERC-4906: caches of the picture learn when it is another.
    function test_metadataUpdate_isEmitted_whateverChangesThePicture() external {
        bytes memory signed = consent(walletKey, did, wallet, block.timestamp);
        vm.startPrank(controller);
        _expectUpdate();
        registry.link(did, wallet, block.timestamp, signed);
        _expectUpdate();
        registry.unlink(did, wallet);
        _expectUpdate();
        registry.addDevice(did, "a", "b", "c");
        _expectUpdate();
        registry.removeDevice(did, "a");
        _expectUpdate();
        registry.bumpNonce(did);
        _expectUpdate();
        registry.transferFrom(controller, wallet, DidId.unwrap(did));
    }

    function test_supportsInterface_namesWhatWalletsAskFor() external view {
        vm.assertTrue(registry.supportsInterface(type(IERC165).interfaceId), "ERC-165");
        vm.assertTrue(registry.supportsInterface(0x80ac58cd), "ERC-721");
        vm.assertTrue(registry.supportsInterface(type(IERC721Metadata).interfaceId), "metadata");
        vm.assertTrue(registry.supportsInterface(0x49064906), "ERC-4906");
        vm.assertEq(registry.name(), "SendingNetwork DID", "name");
        vm.assertEq(registry.symbol(), "DID", "symbol");
    }

    /// @dev Holder, nonce, counters and the last change are one word; a link is one word a side.
    function test_storage_isPacked() external {
        linkNow(did, wallet, walletKey);
        bump();
        linkNow(did, wallet, walletKey);
        vm.prank(controller);
        registry.addDevice(did, "a", "b", "c");
        vm.roll(0xABCDEF);
        vm.prank(controller);
        registry.setProfile(did, "content");

        uint256 record = uint256(_slotOf(abi.encode(did), "record"));
        vm.assertEq(address(uint160(record)), controller, "holder");
        vm.assertEq(uint32(record >> 160), 1, "nonce");
        vm.assertEq(uint8(record >> 192), 1, "links");
        vm.assertEq(uint8(record >> 200), 1, "devices");
        vm.assertEq(record >> 208, 0xABCDEF, "changed at");

        uint256 slot = uint256(_slotOf(abi.encode(wallet), "wallet"));
        vm.assertEq(uint160(slot), DidId.unwrap(did), "linked DID");
        vm.assertEq(uint32(slot >> 160), 1, "its nonce");
        vm.assertEq(uint32(slot >> 192), 0, "balance");
        vm.assertEq(uint24(slot >> 224), 2, "consents");
        vm.assertEq(slot >> 248, 1, "links listed");
    }

    /// @dev The word behind `key` in the first mapping that has one: 32 bytes, not zero.
    function _slotOf(bytes memory key, string memory what) private view returns (bytes32 word) {
        uint256 place = 0;
        while (word == 0 && place < 32) {
            bytes32 slot = keccak256(abi.encodePacked(key, place++));
            word = vm.load(address(registry), slot);
        }
        vm.assertNotEq(word, 0, what);
    }

    function _expectUpdate() private {
        vm.expectEmit(address(registry));
        emit IERC4906.MetadataUpdate(DidId.unwrap(did));
    }

    function _expected(string memory links, string memory devices, string memory nonce)
        private
        view
        returns (string memory)
    {
        bytes memory text = bytes(vm.toString(address(uint160(DidId.unwrap(did)))));
        for (uint256 i = 2; i < text.length; ++i) {
            // The cheatcode writes a checksum into the letters' case.
            if (text[i] >= "A" && text[i] <= "F") text[i] = bytes1(uint8(text[i]) + 32);
        }
        string memory chain = vm.toString(block.chainid);
        string[] memory lines = new string[](4);
        lines[0] = string.concat("chain ", chain);
        lines[1] = string.concat("linked wallets ", links);
        lines[2] = string.concat("devices ", devices);
        lines[3] = string.concat("nonce ", nonce);
        ITokenPictures.Trait[] memory traits = new ITokenPictures.Trait[](3);
        traits[0] = ITokenPictures.Trait("Linked wallets", links, "number");
        traits[1] = ITokenPictures.Trait("Devices", devices, "number");
        traits[2] = ITokenPictures.Trait("Nonce", nonce, "number");
        return pictures.tokenURI(
            ITokenPictures.Picture({
                name: string.concat("did:sdn:", chain, ":", _part(text, 2, 42)),
                description: "An identity on SendingNetwork. Whoever holds it controls it.",
                kind: "SendingNetwork DID",
                title: string.concat(_part(text, 2, 6), unicode"…", _part(text, 38, 42)),
                lines: lines,
                seed: DidId.unwrap(did),
                traits: traits
            })
        );
    }

    function _part(bytes memory text, uint256 from, uint256 to)
        private
        pure
        returns (string memory part)
    {
        for (uint256 i = from; i < to; ++i) {
            part = string.concat(part, string(abi.encodePacked(text[i])));
        }
    }
}
