// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ISignedCalls} from "../../../contracts/base/ISignedCalls.sol";
import {ITradeEscrow} from "../../../contracts/trade/ITradeEscrow.sol";
import {TradeEscrow} from "../../../contracts/trade/TradeEscrow.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {TradeTest} from "../support/TradeTest.sol";
import {TradeWallet} from "../support/TradeWallet.sol";

/// @notice An order is its maker's word: on one chain, to one contract, in one form.
contract TradeSignaturesTest is TradeTest {
    uint256 private constant CURVE_ORDER =
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    ITradeEscrow.Order private order;

    function setUp() public {
        _setUpTrade();
        ITradeEscrow.Order memory made = _cardOrder(1, 5);
        (order.maker, order.expiry, order.parts, order.salt) =
        (made.maker, made.expiry, made.parts, made.salt);
        order.give.push(made.give[0]);
        order.want.push(made.want[0]);
    }

    function test_fill_fails_onAForeignSignature(uint256 key) external {
        key = boundKey(key);
        vm.assume(key != makerKey);
        _refuseSignature(signature(key, escrow.hashOrder(order)));
    }

    function test_fill_fails_onBytesThatAreNoSignature(bytes calldata any) external {
        _refuseSignature(any);
    }

    function test_fill_fails_onAMalleatedSignature(uint8 wrongV) external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(makerKey, escrow.hashOrder(order));
        bytes32 high = bytes32(CURVE_ORDER - uint256(s));
        _refuseSignature(abi.encodePacked(r, high, v == 27 ? uint8(28) : uint8(27)));
        vm.assume(wrongV != v);
        _refuseSignature(abi.encodePacked(r, s, wrongV));
        // ERC-2098 would be a second form of one signature.
        _refuseSignature(abi.encodePacked(r, uint256(s) | uint256(v - 27) << 255));
        _refuseSignature(abi.encodePacked(r, s, v, uint8(0)));
        _refuseSignature(abi.encodePacked(r, s));
    }

    function test_fill_fails_withoutASignature_unlessOpened() external {
        _refuseSignature("");
        vm.prank(maker);
        escrow.open(order);
        _fillWith(order, "", 0);
        vm.assertEq(cards.ownerOf(1), taker, "card");
    }

    function test_fill_fails_forNobody() external {
        order.maker = address(0);
        bytes memory any = abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(2)), uint8(99));
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, address(0)));
        vm.prank(taker);
        escrow.fill(order, any);
    }

    function test_12_signature_serves_onOneChain_inOneContract(uint64 chain) external {
        bytes memory signed = _sign(order);
        TradeEscrow twin = new TradeEscrow();
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, maker));
        vm.prank(taker);
        twin.fill(order, signed);

        uint256 here = block.chainid;
        vm.assume(chain != here && chain != 0);
        vm.chainId(chain);
        _refuseSignature(signed);
        vm.chainId(here);
        _fillWith(order, signed, 0);
    }

    function test_fill_takesOrdersOfContractWallets(uint256 stranger) external {
        stranger = boundKey(stranger);
        vm.assume(stranger != makerKey);
        ContractWallet wallet = new ContractWallet(maker);
        _approveAll(address(wallet));
        vm.prank(maker);
        cards.transferFrom(maker, address(wallet), 1);
        order.maker = address(wallet);
        bytes32 digest = escrow.hashOrder(order);
        _refuseSignature(signature(stranger, digest));
        _fillWith(order, signature(makerKey, digest), 0);
        vm.assertEq(coin.balanceOf(address(wallet)), 5, "price");
    }

    /// @dev The account's own key speaks for it, whatever code it was given (EIP-7702).
    function test_fill_takesTheKey_ofAnAccountWithCode() external {
        vm.etch(maker, hex"fe");
        _fillWith(order, _sign(order), 0);
        vm.assertEq(cards.ownerOf(1), taker, "card");
    }

    /// @dev The taker signs, a relayer sends and pays the gas.
    function test_fill_goesThroughARelayer(uint256 deadline) external {
        deadline = bound(deadline, vm.getBlockTimestamp(), type(uint256).max);
        order.taker = taker;
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(ITradeEscrow.fill, (order, _sign(order)));
        bytes memory signed = _signCalls(takerKey, taker, calls, 0, deadline);
        escrow.callBySignature(taker, calls, deadline, signed);
        vm.assertEq(cards.ownerOf(1), taker, "card");
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, taker));
        escrow.callBySignature(taker, calls, deadline, signed);
    }

    function test_cancel_goesThroughARelayer(bool everything) external {
        bytes[] memory calls = new bytes[](1);
        calls[0] = everything
            ? abi.encodeCall(ITradeEscrow.incrementCounter, ())
            : abi.encodeCall(ITradeEscrow.cancel, (order));
        bytes memory signed = _signCalls(makerKey, maker, calls, 0, type(uint256).max);
        escrow.callBySignature(maker, calls, type(uint256).max, signed);
        _assertStatus(order, ITradeEscrow.OrderStatus.Cancelled, 0);
    }

    function test_multicall_fillsSeveral_withoutCoins() external {
        ITradeEscrow.Order memory second = _cardOrder(2, 7);
        second.nonce = 1;
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(ITradeEscrow.fill, (order, _sign(order)));
        calls[1] = abi.encodeCall(ITradeEscrow.fill, (second, _sign(second)));
        vm.prank(taker);
        escrow.multicall(calls);
        vm.assertEq(cards.balanceOf(taker), 2, "cards");
        vm.assertEq(coin.balanceOf(maker), 12, "price");
    }

    /// @dev One value must never pay twice.
    function test_multicall_takesNoCoins(uint256 coins) external {
        coins = bound(coins, 1, 1e30);
        bytes[] memory calls = new bytes[](0);
        vm.deal(taker, coins);
        bytes memory data = abi.encodeCall(escrow.multicall, (calls));
        vm.prank(taker);
        (bool done,) = address(escrow).call{value: coins}(data);
        vm.assertFalse(done, "taken");
    }

    function test_fill_keepsItsGuard_insideSignedCalls() external {
        // The maker's wallet fills another order when it gets the coins of the first.
        TradeWallet wallet = new TradeWallet(maker);
        ITradeEscrow.Order memory paid = _order(_none(), _one(_native(3)));
        paid.maker = address(wallet);
        paid.nonce = 4;
        bytes memory own = signature(makerKey, escrow.hashOrder(paid));
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(ITradeEscrow.fill, (order, _sign(order)));
        bytes memory signed = _signCalls(takerKey, taker, calls, 0, type(uint256).max);
        wallet.setCallback(
            address(escrow),
            abi.encodeCall(ISignedCalls.callBySignature, (taker, calls, type(uint256).max, signed))
        );
        _fillWith(paid, own, 3);
        vm.assertFalse(wallet.reentered(), "reentered");
        vm.assertEq(cards.ownerOf(1), maker, "card");
    }

    function _signCalls(
        uint256 key,
        address signer,
        bytes[] memory calls,
        uint256 nonce,
        uint256 deadline
    ) private view returns (bytes memory) {
        return signature(key, escrow.hashCalls(ISignedCalls.Calls(signer, calls, nonce, deadline)));
    }

    function _refuseSignature(bytes memory signed) private {
        expectError(abi.encodeWithSelector(ISignedCalls.InvalidSignature.selector, order.maker));
        vm.prank(taker);
        escrow.fill(order, signed);
    }
}
