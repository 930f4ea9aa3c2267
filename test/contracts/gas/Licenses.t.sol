// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC721A} from "erc721a/contracts/ERC721A.sol";
import {ILicenseSale} from "../../../contracts/sale/ILicenseSale.sol";
import {IWatchDogLicense} from "../../../contracts/watchdog/IWatchDogLicense.sol";
import {Measured} from "../support/Measured.sol";

/// @notice The batch mint that npm carries, issued as ours are: by one account, to another, within a supply.
contract BatchAnchor is ERC721A {
    uint256 private constant SUPPLY = 100_000;
    address private immutable ISSUER = msg.sender;

    error NotIssuer();
    error SupplyExhausted(uint256 limit);

    constructor() ERC721A("Anchor", "ANCHOR") {}

    function issue(address to, uint256 quantity) external returns (uint256 first) {
        require(msg.sender == ISSUER, NotIssuer());
        require(quantity <= SUPPLY - _totalMinted(), SupplyExhausted(SUPPLY));
        first = _nextTokenId();
        _mint(to, quantity);
    }

    function _startTokenId() internal pure override returns (uint256) {
        return 1;
    }
}

contract LicenseGasTest is Measured {
    address private sale;
    address private alice = makeAccount("alice");
    BatchAnchor private anchor;

    function setUp() public {
        _deploy();
        sale = address(net.sale.licenses);
        anchor = new BatchAnchor();
        // The sale is never at its start on a network that runs, nor the anchor.
        net.sale.licenses.grant(makeAccount("somebody"), 3);
        anchor.issue(makeAccount("somebody"), 3);
        _buy(makeAccount("referrer"), 1);
        vm.deal(alice, 100 ether);
        skip(1);
    }

    function test_gas_licenses() external {
        uint256 before = vm.snapshotState();
        _measureOrder("licence x1", 1, address(0));
        vm.revertToState(before);
        _measureOrder("licence x5", 5, address(0));
        vm.revertToState(before);
        _measureOrder("licence x5 by referral", 5, makeAccount("referrer"));
        vm.revertToState(before);
        _measureOrder("licence x20", 20, address(0));
    }

    /// @dev The mint alone, by whom the contract trusts.
    function test_gas_issuedLicenses() external {
        uint256 before = vm.snapshotState();
        _measureIssue("licence issue x1", "anchor erc721a mint x1", 1);
        vm.revertToState(before);
        _measureIssue("licence issue x5", "anchor erc721a mint x5", 5);
    }

    function test_gas_licenseTransfer() external {
        address bob = makeAccount("bob");
        _buy(bob, 1);
        _buy(alice, 5);
        anchor.issue(bob, 1);
        anchor.issue(alice, 5);
        uint256 first = net.licenses.issued() - 4;
        skip(1);
        bytes memory data = abi.encodeCall(IERC721.transferFrom, (alice, bob, first + 2));
        _measure("licence transfer", alice, address(net.licenses), data);
        data = abi.encodeCall(IERC721.transferFrom, (alice, bob, 7));
        _measure("anchor erc721a transfer", alice, address(anchor), data);
    }

    function _measureOrder(string memory name, uint256 quantity, address referrer) private {
        uint256 cost = net.sale.licenses.quote(quantity);
        bytes memory data = abi.encodeCall(ILicenseSale.buy, (quantity, cost, referrer));
        vm.prank(alice);
        (bool done, bytes memory reason) = sale.call{value: cost}(data);
        vm.assertTrue(done, string.concat(name, ": ", vm.toString(reason)));
        vm.snapshotGasLastCall("gas", name);
        vm.snapshotValue("calldata", name, data.length);
    }

    function _measureIssue(string memory ours, string memory theirs, uint256 quantity) private {
        bytes memory data = abi.encodeCall(IWatchDogLicense.issue, (alice, quantity));
        _measure(ours, sale, address(net.licenses), data);
        data = abi.encodeCall(BatchAnchor.issue, (alice, quantity));
        _measure(theirs, address(this), address(anchor), data);
    }

    function _buy(address buyer, uint256 quantity) private {
        uint256 cost = net.sale.licenses.quote(quantity);
        vm.deal(buyer, cost);
        vm.prank(buyer);
        net.sale.licenses.buy{value: cost}(quantity, cost, address(0));
    }
}
