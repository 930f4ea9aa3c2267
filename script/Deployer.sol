// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SemaphoreVerifier} from "@semaphore-protocol/contracts/base/SemaphoreVerifier.sol";
import {ISemaphoreVerifier} from "@semaphore-protocol/contracts/interfaces/ISemaphoreVerifier.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ITokenPictures} from "../contracts/base/ITokenPictures.sol";
import {TokenPictures} from "../contracts/base/TokenPictures.sol";
import {DidRegistry} from "../contracts/identity/DidRegistry.sol";
import {IEnsRegistry} from "../contracts/names/IEnsRegistry.sol";
import {INameRegistrar} from "../contracts/names/INameRegistrar.sol";
import {NameRegistrar} from "../contracts/names/NameRegistrar.sol";
import {NameRegistry} from "../contracts/names/NameRegistry.sol";
import {NameResolver} from "../contracts/names/NameResolver.sol";
import {ReverseNames} from "../contracts/names/ReverseNames.sol";
import {UniversalResolver} from "../contracts/names/UniversalResolver.sol";
import {Profile} from "../contracts/network/Profile.sol";
import {RandomBeacon} from "../contracts/network/RandomBeacon.sol";
import {PaymentEscrow} from "../contracts/relay/PaymentEscrow.sol";
import {EpochSettlement} from "../contracts/settlement/EpochSettlement.sol";
import {SettlementState} from "../contracts/settlement/SettlementState.sol";
import {ILicenseSale} from "../contracts/sale/ILicenseSale.sol";
import {IMilestoneEscrow} from "../contracts/sale/IMilestoneEscrow.sol";
import {LicenseSale} from "../contracts/sale/LicenseSale.sol";
import {MilestoneEscrow} from "../contracts/sale/MilestoneEscrow.sol";
import {PointsConverter} from "../contracts/sale/PointsConverter.sol";
import {AddressBook} from "../contracts/space/AddressBook.sol";
import {SubnetLicense} from "../contracts/space/SubnetLicense.sol";
import {DelegationPools} from "../contracts/staking/DelegationPools.sol";
import {GuardianEquivocation} from "../contracts/staking/GuardianEquivocation.sol";
import {NodeStaking} from "../contracts/staking/NodeStaking.sol";
import {ISendToken} from "../contracts/token/ISendToken.sol";
import {OffenceRegistry} from "../contracts/staking/OffenceRegistry.sol";
import {SendToken} from "../contracts/token/SendToken.sol";
import {TradeEscrow} from "../contracts/trade/TradeEscrow.sol";
import {IWatchDogLicense} from "../contracts/watchdog/IWatchDogLicense.sol";
import {WatchDogLicense} from "../contracts/watchdog/WatchDogLicense.sol";
import {GovernanceDeployer} from "./GovernanceDeployer.sol";
import {VM} from "./Vm.sol";

/// @title Deployer
/// @notice Puts the contracts together. They know each other by immutables; where two need each other,
/// the later one's address is computed from the deployer's nonce, so that all go out in one batch.
abstract contract Deployer is GovernanceDeployer {
    struct Config {
        string profileName;
        Profile profile;
        uint64 genesis;
        address deployer;
        /// Receives the genesis allocation and proceeds; 0: the upgrades' timelock.
        address treasury;
        /// Holds the powers that governance takes over: the registrar of names, top segments,
        /// the sale; 0: the parameters' timelock.
        address governor;
        bytes beaconKey;
        uint64 beaconPeriod;
        uint64 beaconGenesis;
        /// What licences are paid in; 0: the chain's coin.
        address saleCurrency;
    }

    struct Names {
        NameRegistry registry;
        NameRegistrar registrar;
        NameResolver resolver;
        ReverseNames reverse;
        UniversalResolver universal;
    }

    struct Sale {
        MilestoneEscrow proceeds;
        LicenseSale licenses;
        PointsConverter points;
    }

    struct Deployed {
        SendToken token;
        DidRegistry dids;
        NodeStaking staking;
        DelegationPools pools;
        OffenceRegistry offences;
        GuardianEquivocation equivocation;
        RandomBeacon beacon;
        ISemaphoreVerifier verifier;
        WatchDogLicense licenses;
        Sale sale;
        PaymentEscrow escrow;
        EpochSettlement settlement;
        ITokenPictures pictures;
        Names names;
        SubnetLicense segments;
        AddressBook addressBook;
        TradeEscrow trade;
        Governance governance;
    }

    /// @dev Shares of the genesis allocation, in wei of SEND.
    uint256 internal constant TREASURY_ALLOCATION = 3_000_000_000e18;
    uint256 internal constant POINTS_ALLOCATION = 500_000_000e18;

    /// @dev Wei of the sale's currency.
    uint256 internal constant FIRST_LICENSE_PRICE = 0.1 ether;
    /// @dev Most licences that one account may buy.
    uint16 internal constant LICENSE_CAP = 20;
    /// @dev What a referrer gets of an order.
    uint16 internal constant REFERRAL_BPS = 500;

    /// @dev Wei a year for names of three, four, and more characters.
    uint64 internal constant THREE_PRICE = 0.2 ether;
    uint64 internal constant FOUR_PRICE = 0.05 ether;
    uint64 internal constant LONG_PRICE = 0.002 ether;

    error InvalidBeaconKey(uint256 length);

    /// @notice Deploys everything in the name of `config.deployer`, who must be whom `new` acts for.
    function deploy(Config memory config) public returns (Deployed memory net) {
        (uint64 genesis, Profile memory profile) = (config.genesis, config.profile);
        // The twelfth creation after the timelocks; the governors follow it.
        uint64 settlementNonce = VM.getNonce(config.deployer) + TIMELOCK_CREATIONS + 11;
        address settlement = VM.computeCreateAddress(config.deployer, settlementNonce);
        // The proceeds' escrow comes first after the governors, then these two.
        uint64 saleNonce = settlementNonce + 1 + GOVERNOR_CREATIONS;
        address sale = VM.computeCreateAddress(config.deployer, saleNonce + 1);
        address points = VM.computeCreateAddress(config.deployer, saleNonce + 2);
        net.governance = _deployTimelocks(config.deployer, settlementNonce + 1, profile);
        if (config.treasury == address(0)) {
            config.treasury = address(net.governance.upgradesTimelock);
        }
        if (config.governor == address(0)) {
            config.governor = address(net.governance.parametersTimelock);
        }
        net.pictures = ITokenPictures(address(new TokenPictures()));
        net.token = new SendToken(_genesisAllocations(config, points), settlement);
        net.dids = new DidRegistry(profile.recoveryDelay, net.pictures);
        _deployStaking(net, config, EpochSettlement(settlement));
        net.beacon = _deployBeacon(config);
        net.verifier = ISemaphoreVerifier(address(new SemaphoreVerifier()));
        net.licenses = new WatchDogLicense(
            sale, net.beacon, net.staking, net.verifier, net.pictures, genesis, profile
        );
        net.escrow = new PaymentEscrow(net.token, settlement, genesis, profile);
        net.settlement = new EpochSettlement(
            genesis,
            profile,
            SettlementState.Contracts({
                token: net.token,
                staking: net.staking,
                beacon: net.beacon,
                escrow: net.escrow,
                parameters: net.governance.parameters
            })
        );
        address deployed = address(net.settlement);
        require(deployed == settlement, AddressMismatch(deployed, settlement));
        _deployGovernors(net.governance, IVotes(address(net.token)), net.staking, genesis, profile);
        net.sale = _deploySale(config, net.licenses, net.token);
        deployed = address(net.sale.licenses);
        require(deployed == sale, AddressMismatch(deployed, sale));
        deployed = address(net.sale.points);
        require(deployed == points, AddressMismatch(deployed, points));
        net.names = _deployNames(config, net.pictures);
        net.segments = new SubnetLicense(config.governor, net.pictures);
        net.addressBook = new AddressBook(net.segments);
        net.trade = new TradeEscrow();
    }

    /// @notice drand publishes a G2 key as (x1, x0, y1, y0); the contract takes (x0, x1, y0, y1).
    function beaconKeyWords(bytes memory key) public pure returns (uint256[4] memory words) {
        require(key.length == 128, InvalidBeaconKey(key.length));
        uint256[4] memory published = abi.decode(key, (uint256[4]));
        return [published[1], published[0], published[3], published[2]];
    }

    /// @dev In development licences are on sale from the genesis on; elsewhere governance opens the sale.
    function _deploySale(Config memory config, IWatchDogLicense licenses, SendToken token)
        internal
        returns (Sale memory sale)
    {
        sale.proceeds = new MilestoneEscrow(config.governor, _milestones(config));
        bool isDevelopment = keccak256(bytes(config.profileName)) == keccak256(bytes("development"));
        // Cast: until 2106.
        // forge-lint: disable-next-line(unsafe-typecast)
        uint32 opensAt = isDevelopment ? uint32(config.genesis) : type(uint32).max;
        sale.licenses = new LicenseSale(
            config.governor,
            licenses,
            config.saleCurrency,
            address(sale.proceeds),
            FIRST_LICENSE_PRICE,
            ILicenseSale.Schedule({whitelistFrom: opensAt, publicFrom: opensAt, root: 0}),
            ILicenseSale.Terms({walletCap: LICENSE_CAP, referralBps: REFERRAL_BPS})
        );
        sale.points = new PointsConverter(
            config.governor, token, config.treasury, config.profile.pointsWindow
        );
    }

    /// @dev The register names the two that come after it.
    function _deployStaking(Deployed memory net, Config memory config, EpochSettlement settlement)
        internal
    {
        (uint64 genesis, Profile memory profile) = (config.genesis, config.profile);
        uint64 nonce = VM.getNonce(config.deployer);
        net.staking = new NodeStaking(
            net.token,
            DelegationPools(VM.computeCreateAddress(config.deployer, nonce + 1)),
            VM.computeCreateAddress(config.deployer, nonce + 2),
            genesis,
            profile
        );
        net.pools = new DelegationPools(net.token, net.staking, settlement, genesis, profile);
        address equivocation = VM.computeCreateAddress(config.deployer, nonce + 3);
        net.offences = new OffenceRegistry(net.staking, equivocation, config.governor, profile);
        // Found evidence waits as long as a name's commitment: until it cannot be overtaken.
        net.equivocation = new GuardianEquivocation(
            net.staking, net.offences, settlement, profile.nameCommitDelay
        );
        address deployed = address(net.equivocation);
        require(deployed == equivocation, AddressMismatch(deployed, equivocation));
    }

    function _deployNames(Config memory config, ITokenPictures pictures)
        internal
        returns (Names memory names)
    {
        // The registry names the three that come after it.
        uint64 nonce = VM.getNonce(config.deployer);
        names.registry = new NameRegistry(
            config.governor,
            VM.computeCreateAddress(config.deployer, nonce + 3),
            VM.computeCreateAddress(config.deployer, nonce + 1),
            VM.computeCreateAddress(config.deployer, nonce + 2),
            config.profile.nameGrace,
            pictures
        );
        names.resolver = new NameResolver(names.registry);
        names.reverse = new ReverseNames(names.registry);
        names.registrar = new NameRegistrar(
            config.governor,
            payable(config.treasury),
            names.registry,
            names.resolver,
            names.reverse,
            config.profile.nameCommitDelay,
            INameRegistrar.Prices({three: THREE_PRICE, four: FOUR_PRICE, fiveOrMore: LONG_PRICE})
        );
        address deployed = address(names.registrar);
        address predicted = names.registry.registrar();
        require(deployed == predicted, AddressMismatch(deployed, predicted));
        names.universal = new UniversalResolver(IEnsRegistry(address(names.registry)));
    }

    function _deployBeacon(Config memory config) internal returns (RandomBeacon beacon) {
        return new RandomBeacon(
            config.genesis,
            config.profile,
            beaconKeyWords(config.beaconKey),
            config.beaconGenesis,
            config.beaconPeriod
        );
    }

    /// @dev Five equal ones, the first at any time.
    function _milestones(Config memory config)
        internal
        pure
        returns (IMilestoneEscrow.Milestone[] memory milestones)
    {
        milestones = new IMilestoneEscrow.Milestone[](5);
        for (uint256 i = 0; i < 5; ++i) {
            // Cast: a few years from the genesis.
            // forge-lint: disable-next-line(unsafe-typecast)
            uint48 notBefore = uint48(config.genesis + i * config.profile.milestoneGap);
            milestones[i] = IMilestoneEscrow.Milestone({shareBps: 2000, notBefore: notBefore});
        }
    }

    /// @dev 30 % for the treasury, 5 % for the conversion of points.
    function _genesisAllocations(Config memory config, address points)
        internal
        pure
        returns (ISendToken.Allocation[] memory allocations)
    {
        allocations = new ISendToken.Allocation[](2);
        allocations[0] = ISendToken.Allocation("treasury", config.treasury, TREASURY_ALLOCATION);
        allocations[1] = ISendToken.Allocation("points", points, POINTS_ALLOCATION);
    }
}
