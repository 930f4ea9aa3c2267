// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {INameRegistrar} from "../../../contracts/names/INameRegistrar.sol";
import {INameRegistry} from "../../../contracts/names/INameRegistry.sol";
import {INameResolver} from "../../../contracts/names/INameResolver.sol";
import {NameRegistrar} from "../../../contracts/names/NameRegistrar.sol";
import {NamesFixture} from "../support/NamesFixture.sol";

/// @notice Pays too much and comes back in when the change arrives.
contract Reentrant {
    NameRegistrar private immutable REGISTRAR;
    bytes private _next;
    bool public accepts = true;

    constructor(NameRegistrar registrar) {
        REGISTRAR = registrar;
    }

    receive() external payable {
        require(accepts);
        if (_next.length == 0) return;
        bytes memory next = _next;
        delete _next;
        (bool done,) = address(REGISTRAR).call(next);
        require(done);
    }

    function refuse() external {
        accepts = false;
    }

    function pay(uint256 value, bytes calldata data, bytes calldata next) external {
        _next = next;
        (bool done, bytes memory reason) = address(REGISTRAR).call{value: value}(data);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}

contract NameRegistrarTest is NamesFixture {
    event NameBought(bytes32 indexed node, address indexed payer, uint256 duration, uint256 price);
    event RenewalBought(
        bytes32 indexed node, address indexed payer, uint256 duration, uint256 price
    );
    event PricesChanged(INameRegistrar.Prices oldPrices, INameRegistrar.Prices newPrices);
    event ProceedsWithdrawn(uint256 amount);

    function test_register_givesTheName_andTheChange(
        uint256 seed,
        uint8 length,
        uint256 duration,
        uint96 extra,
        address holder
    ) external {
        vm.assume(holder != address(0));
        INameRegistrar.Registration memory registration =
            _registration(_label(seed, bound(length, 3, 63)), holder);
        registration.duration = bound(duration, 28 days, 36_500 days);
        vm.assume(registrar.available(registration.label));
        uint256 price = registrar.priceOf(registration.label, registration.duration);
        uint256 value = price + bound(extra, 0, 100 ether);
        vm.deal(bob, value);
        _commit(registration);
        uint256 proceeds = address(registrar).balance;
        bytes32 node = _node(SDN, registration.label);
        vm.expectEmit(address(registrar));
        emit NameBought(node, bob, registration.duration, price);
        vm.prank(bob);
        vm.assertEq(registrar.register{value: value}(registration), node, "node");
        vm.assertEq(registry.ownerOf(uint256(node)), holder, "holder");
        vm.assertEq(
            registry.stateOf(node).expiry, block.timestamp + registration.duration, "expiry"
        );
        vm.assertEq(bob.balance, value - price, "the payer keeps the rest");
        vm.assertEq(address(registrar).balance, proceeds + price, "proceeds");
        vm.assertEq(registrar.committedAt(registrar.commitmentOf(registration)), 0, "used");
    }

    function test_priceOf_followsTheLength(uint256 seed, uint8 length, uint256 duration)
        external
        view
    {
        uint256 size = bound(length, 3, 63);
        uint256 time = bound(duration, 0, 36_500 days);
        uint256 yearly = size == 3 ? 0.2 ether : size == 4 ? 0.05 ether : 0.002 ether;
        uint256 price = registrar.priceOf(_label(seed, size), time);
        vm.assertEq(price, (yearly * time + 365 days - 1) / 365 days, "price");
    }

    function test_priceOf_countsCharacters_notBytes() external view {
        vm.assertEq(registrar.priceOf(unicode"日本語", 365 days), 0.2 ether, "three");
    }

    function test_register_reverts_withoutCommitment() external {
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        bytes32 commitment = registrar.commitmentOf(registration);
        expectError(abi.encodeWithSelector(INameRegistrar.CommitmentNotFound.selector, commitment));
        registrar.register{value: 1 ether}(registration);
    }

    function test_commitment_bindsEveryArgument(uint8 which) external {
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        bytes32 committed = registrar.commitmentOf(registration);
        _commit(registration);
        uint256 field = which % 7;
        if (field == 0) registration.label = "roberta";
        if (field == 1) registration.holder = alice;
        if (field == 2) registration.duration += 1;
        if (field == 3) registration.secret = "other";
        if (field == 4) registration.records = new bytes[](1);
        if (field == 5) registration.primary = true;
        if (field == 6) vm.chainId(4242);
        bytes32 other = registrar.commitmentOf(registration);
        vm.assertNotEq(other, committed, "another commitment");
        expectError(abi.encodeWithSelector(INameRegistrar.CommitmentNotFound.selector, other));
        registrar.register{value: 1 ether}(registration);
    }

    function test_commitment_bindsTheRegistrar() external {
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        bytes32 before = registrar.commitmentOf(registration);
        _deployNames();
        vm.assertNotEq(registrar.commitmentOf(registration), before, "another contract");
    }

    function test_register_reverts_outsideTheCommitmentsTime(uint32 age) external {
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        bytes32 commitment = registrar.commitmentOf(registration);
        registrar.commit(commitment);
        uint256 at = block.timestamp;
        skip(age);
        if (age < DELAY) {
            expectError(
                abi.encodeWithSelector(
                    INameRegistrar.CommitmentTooNew.selector, commitment, at + DELAY
                )
            );
        } else if (age > 24 hours) {
            expectError(
                abi.encodeWithSelector(
                    INameRegistrar.CommitmentTooOld.selector, commitment, at + 24 hours
                )
            );
        }
        registrar.register{value: LONG_PRICE}(registration);
    }

    function test_commit_reverts_whileTheSameWaits(bytes32 commitment, uint32 age) external {
        registrar.commit(commitment);
        skip(age);
        bool waits = age <= 24 hours;
        if (waits) {
            expectError(
                abi.encodeWithSelector(INameRegistrar.CommitmentExists.selector, commitment)
            );
        }
        registrar.commit(commitment);
        if (!waits) {
            vm.assertEq(registrar.committedAt(commitment), block.timestamp, "begins anew");
        }
    }

    function test_register_reverts_forATakenName() external {
        INameRegistrar.Registration memory registration = _registration("alice", bob);
        _commit(registration);
        expectError(abi.encodeWithSelector(INameRegistry.NameNotAvailable.selector, aliceNode));
        registrar.register{value: 1 ether}(registration);
    }

    function test_register_reverts_forShortNames(uint8 length) external {
        string memory label = _label(7, bound(length, 1, 2));
        INameRegistrar.Registration memory registration = _registration(label, bob);
        _commit(registration);
        bytes memory error =
            abi.encodeWithSelector(INameRegistrar.NameTooShort.selector, bytes(label).length, 3);
        expectError(error);
        registrar.register{value: 1 ether}(registration);
        expectError(error);
        registrar.priceOf(label, 1);
        vm.assertFalse(registrar.available(label), "available");
    }

    function test_register_reverts_forOtherDurations(uint256 duration) external {
        uint256 limit = 36_500 days;
        duration = duration % 2 == 0
            ? bound(duration, 0, 28 days - 1)
            : bound(duration, limit + 1, type(uint256).max);
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        registration.duration = duration;
        _commit(registration);
        expectError(
            abi.encodeWithSelector(
                INameRegistrar.InvalidDuration.selector, duration, 28 days, limit
            )
        );
        registrar.register{value: 1 ether}(registration);
    }

    function test_register_reverts_whenPaidTooLittle(uint64 value) external {
        uint256 paid = bound(value, 0, LONG_PRICE - 1);
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        _commit(registration);
        expectError(abi.encodeWithSelector(INameRegistrar.PriceNotPaid.selector, LONG_PRICE, paid));
        vm.prank(bob);
        registrar.register{value: paid}(registration);
    }

    function test_register_writesRecords() external {
        bytes32 node = _node(SDN, "robert");
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        registration.records = new bytes[](2);
        registration.records[0] = abi.encodeCall(INameResolver.setText, (node, "url", "https://b"));
        registration.records[1] =
            abi.encodeWithSignature("setAddr(bytes32,address)", node, address(99));
        _commit(registration);
        vm.prank(bob);
        registrar.register{value: LONG_PRICE}(registration);
        vm.assertEq(resolver.text(node, "url"), "https://b", "text");
        vm.assertEq(resolver.addr(node), address(99), "address");
    }

    function test_register_reverts_whenRecordsAreOfAnotherName() external {
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        registration.records = new bytes[](1);
        registration.records[0] =
            abi.encodeCall(INameResolver.setText, (aliceNode, "url", "https://evil"));
        _commit(registration);
        expectError(
            abi.encodeWithSelector(
                INameResolver.NotAuthorized.selector, aliceNode, address(registrar)
            )
        );
        vm.prank(bob);
        registrar.register{value: LONG_PRICE}(registration);
    }

    function test_register_namesTheHolder() external {
        INameRegistrar.Registration memory registration = _registration("robert", bob);
        registration.primary = true;
        _commit(registration);
        vm.prank(bob);
        registrar.register{value: LONG_PRICE}(registration);
        vm.assertEq(reverseNames.nameForAddr(bob), "robert.sdn", "reverse name");
    }

    function test_register_reverts_whenAStrangerNamesTheHolder() external {
        INameRegistrar.Registration memory registration = _registration("mallory", bob);
        registration.primary = true;
        _commit(registration);
        expectError(abi.encodeWithSelector(INameRegistrar.NotRegistrant.selector, bob, alice));
        vm.prank(alice);
        registrar.register{value: LONG_PRICE}(registration);
    }

    function test_renew_addsTime_byAnyone(uint32 later, uint32 duration, uint64 extra) external {
        uint256 expiry = registry.stateOf(aliceNode).expiry;
        skip(bound(later, 0, 365 days + GRACE - 2 * DELAY));
        uint256 time = bound(duration, GRACE, 36_000 days);
        uint256 price = registrar.priceOf("alice", time);
        uint256 held = bob.balance;
        vm.expectEmit(address(registrar));
        emit RenewalBought(aliceNode, bob, time, price);
        vm.prank(bob);
        uint256 end = registrar.renew{value: price + bound(extra, 0, 1 ether)}("alice", time);
        vm.assertEq(end, expiry + time, "counted from the end");
        vm.assertEq(registry.stateOf(aliceNode).expiry, end, "expiry");
        vm.assertEq(registry.stateOf(aliceNode).version, 1, "the same registration");
        vm.assertEq(registry.ownerOf(uint256(aliceNode)), alice, "holder");
        vm.assertEq(bob.balance, held - price, "the rest comes back");
    }

    function test_renew_reverts_afterGrace(uint32 later) external {
        _warpToRelease();
        skip(bound(later, 0, 3650 days));
        bytes memory error =
            abi.encodeWithSelector(INameRegistry.NameNotRenewable.selector, aliceNode);
        expectError(error);
        registrar.renew{value: 1 ether}("alice", 36_500 days);
    }

    function test_renew_reverts_forNamesThatNeverWere() external {
        bytes memory error =
            abi.encodeWithSelector(INameRegistry.NameNotRenewable.selector, _node(SDN, "nobody"));
        // A name without an end could be paid for from 1970 on.
        vm.warp(100 days);
        expectError(error);
        registrar.renew{value: 1 ether}("nobody", 365 days);
    }

    function test_renew_reverts_farAhead() external {
        uint256 price = registrar.priceOf("alice", 36_000 days);
        registrar.renew{value: price}("alice", 36_000 days);
        uint256 left = 36_500 days - 36_365 days;
        expectError(
            abi.encodeWithSelector(INameRegistrar.InvalidDuration.selector, 500 days, 28 days, left)
        );
        registrar.renew{value: 1 ether}("alice", 500 days);
    }

    function test_renew_reverts_whenItEndsInThePast() external {
        _warpToEnd();
        skip(60 days);
        uint256 end = registry.stateOf(aliceNode).expiry + 28 days;
        expectError(
            abi.encodeWithSelector(
                INameRegistry.InvalidNameExpiry.selector, end, block.timestamp + 1
            )
        );
        registrar.renew{value: 1 ether}("alice", 28 days);
    }

    function test_renew_reverts_whenPaidTooLittle() external {
        expectError(
            abi.encodeWithSelector(INameRegistrar.PriceNotPaid.selector, LONG_PRICE, LONG_PRICE - 1)
        );
        registrar.renew{value: LONG_PRICE - 1}("alice", 365 days);
    }

    function test_withdraw_paysTheTreasury_byAnyone(address caller) external {
        _assumeOutsider(caller);
        uint256 proceeds = address(registrar).balance;
        vm.assertGt(proceeds, 0, "there are proceeds");
        vm.expectEmit(address(registrar));
        emit ProceedsWithdrawn(proceeds);
        vm.prank(caller);
        registrar.withdraw();
        vm.assertEq(treasury.balance, proceeds, "treasury");
        vm.assertEq(address(registrar).balance, 0, "nothing is left");
    }

    function test_withdraw_reverts_whenTheTreasuryRefuses() external {
        // Code that reverts at once.
        vm.etch(treasury, hex"5f5ffd");
        expectError(
            abi.encodeWithSelector(
                INameRegistrar.WithdrawalRefused.selector, treasury, address(registrar).balance
            )
        );
        registrar.withdraw();
    }

    /// Invariant 2: what comes back to the payer is no longer there when its code runs.
    function test_register_keepsExactlyThePrice_whenThePayerReenters(uint64 extra) external {
        Reentrant payer = new Reentrant(registrar);
        vm.deal(address(payer), 100 ether);
        INameRegistrar.Registration memory registration = _registration("robert", address(payer));
        _commit(registration);
        uint256 proceeds = address(registrar).balance;
        uint256 excess = bound(extra, 1, 10 ether);
        payer.pay(
            LONG_PRICE + excess,
            abi.encodeCall(INameRegistrar.register, (registration)),
            abi.encodeCall(INameRegistrar.withdraw, ())
        );
        vm.assertEq(treasury.balance, proceeds + LONG_PRICE, "the treasury gets the price");
        vm.assertEq(address(payer).balance, 100 ether - LONG_PRICE, "the payer gets the rest");
        vm.assertEq(address(registrar).balance, 0, "nothing is left");
    }

    function test_register_servesOnce_whenThePayerReenters() external {
        Reentrant payer = new Reentrant(registrar);
        vm.deal(address(payer), 100 ether);
        INameRegistrar.Registration memory registration = _registration("robert", address(payer));
        _commit(registration);
        bytes memory data = abi.encodeCall(INameRegistrar.register, (registration));
        expectError(
            abi.encodeWithSelector(INameRegistrar.RefundRefused.selector, address(payer), 1)
        );
        payer.pay(LONG_PRICE + 1, data, data);
    }

    function test_register_reverts_whenThePayerRefusesItsChange() external {
        Reentrant payer = new Reentrant(registrar);
        vm.deal(address(payer), 1 ether);
        payer.refuse();
        bytes memory data = abi.encodeCall(INameRegistrar.renew, ("alice", 365 days));
        expectError(
            abi.encodeWithSelector(INameRegistrar.RefundRefused.selector, address(payer), 5)
        );
        payer.pay(LONG_PRICE + 5, data, "");
    }

    function test_setPrices_changesPrices(uint64 a, uint64 b, uint64 c) external {
        INameRegistrar.Prices memory before =
            INameRegistrar.Prices(0.2 ether, 0.05 ether, LONG_PRICE);
        INameRegistrar.Prices memory next;
        next.fiveOrMore = uint64(bound(a, 0.0001 ether, 10 ether));
        next.four = uint64(bound(b, next.fiveOrMore, 10 ether));
        next.three = uint64(bound(c, next.four, 10 ether));
        vm.expectEmit(address(registrar));
        emit PricesChanged(before, next);
        vm.prank(governor);
        registrar.setPrices(next);
        vm.assertEq(registrar.priceOf("abc", 365 days), next.three, "three");
        vm.assertEq(registrar.priceOf("abcd", 365 days), next.four, "four");
        vm.assertEq(registrar.priceOf("abcdefg", 365 days), next.fiveOrMore, "more");
    }

    function test_setPrices_reverts_outsideTheBounds(uint64 a, uint64 b, uint64 c) external {
        INameRegistrar.Prices memory next = INameRegistrar.Prices(a, b, c);
        vm.assume(c < 0.0001 ether || b < c || a < b || a > 10 ether);
        expectError(
            abi.encodeWithSelector(
                INameRegistrar.InvalidPrices.selector, next, 0.0001 ether, 10 ether
            )
        );
        vm.prank(governor);
        registrar.setPrices(next);
    }

    function test_setPrices_reverts_forOthers(address caller) external {
        _assumeOutsider(caller);
        vm.assume(caller != governor);
        expectError(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        registrar.setPrices(INameRegistrar.Prices(1 ether, 1 ether, 1 ether));
    }

    /// Prices of a year fit one word: a price costs one read.
    function test_prices_areOneWord() external view {
        (uint64 three, uint64 four, uint64 more) = registrar.prices();
        uint256 word = uint256(more) << 128 | uint256(four) << 64 | three;
        // After the governor and the pending governor.
        vm.assertEq(uint256(vm.load(address(registrar), bytes32(uint256(2)))), word, "word");
    }
}
