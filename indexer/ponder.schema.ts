// What the chain's events add up to. Amounts are wei (numeric); seconds, block heights and other
// counts are int8, epochs integer. Values that a stranger may set to anything are numeric too, so
// that no transaction can stop the indexer. Text ids of events order as they happened.
export * from "./schema/governance.ts";
export * from "./schema/identity.ts";
export * from "./schema/names.ts";
export * from "./schema/payments.ts";
export * from "./schema/sale.ts";
export * from "./schema/settlement.ts";
export * from "./schema/space.ts";
export * from "./schema/staking.ts";
export * from "./schema/token.ts";
export * from "./schema/trade.ts";
export * from "./schema/watchdog.ts";
