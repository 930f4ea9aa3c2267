import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

export const recoveryState = onchainEnum("recovery_state", [
  "pending",
  "replaced",
  "cancelled",
  "finished",
  "void",
]);

export const deviceState = onchainEnum("device_state", ["active", "removed"]);

/** Identities: one row for ever each. */
export const did = onchainTable("did", (t) => ({
  /** `did:sdn:<chain id>:<40 hex>` */
  id: t.text().primaryKey(),
  tokenId: t.bigint().notNull(),
  controller: t.hex().notNull(),
  /** Times that it was transferred or bumped. */
  nonce: count().notNull(),
  /** Content id of the profile; null without one. */
  profile: t.hex(),
  /** Who may recover it; null for nobody. */
  recovery: t.hex(),
  createdAt: count().notNull(),
  changedAt: count().notNull(),
}));

/** Wallets linked to DIDs: one row a pair, the last link of the pair; earlier ones are in `didEvent`. */
export const link = onchainTable(
  "link",
  (t) => ({
    did: t.text().notNull(),
    wallet: t.hex().notNull(),
    didNonce: count().notNull(),
    active: t.boolean().notNull(),
    linkedAt: count().notNull(),
    endedAt: count(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.did, table.wallet] }),
    wallet: index().on(table.wallet),
  }),
);

/** Devices and their public keys. `removed` also when the DID's nonce has moved on. */
export const device = onchainTable(
  "device",
  (t) => ({
    did: t.text().notNull(),
    deviceId: t.hex().notNull(),
    state: deviceState("state").notNull(),
    didNonce: count().notNull(),
    identityKey: t.hex().notNull(),
    signingKey: t.hex().notNull(),
    addedAt: count().notNull(),
    removedAt: count(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.did, table.deviceId] }) }),
);

/** The DID that a wallet answers by. No row for a wallet without one. */
export const primaryDid = onchainTable(
  "primary_did",
  (t) => ({
    wallet: t.hex().primaryKey(),
    did: t.text().notNull(),
    didNonce: count().notNull(),
    setAt: count().notNull(),
  }),
  (table) => ({ did: index().on(table.did) }),
);

/** Session keys: one row a key of a DID, its last authorization. Past `expiry` it may nothing either. */
export const sessionKey = onchainTable(
  "session_key",
  (t) => ({
    did: t.text().notNull(),
    key: t.hex().notNull(),
    /** Set of bits; 1: log in, 2: sign route records. */
    scope: count().notNull(),
    expiry: count().notNull(),
    didNonce: count().notNull(),
    active: t.boolean().notNull(),
    authorizedAt: count().notNull(),
    endedAt: count(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.did, table.key] }) }),
);

/** Attributes: one row a statement. `active` until stated anew, revoked, or the DID's nonce moves. */
export const attribute = onchainTable(
  "attribute",
  (t) => ({
    id: t.text().primaryKey(),
    did: t.text().notNull(),
    /** 32 bytes, zeros behind the text. */
    name: t.hex().notNull(),
    value: t.hex().notNull(),
    /** Second from which on it does not hold, though `active`. */
    validTo: t.bigint().notNull(),
    didNonce: count().notNull(),
    active: t.boolean().notNull(),
    setAt: count().notNull(),
    endedAt: count(),
  }),
  (table) => ({ did: index().on(table.did) }),
);

/** Recoveries that were started. `void`: the DID was transferred or bumped meanwhile. */
export const recovery = onchainTable(
  "recovery",
  (t) => ({
    id: t.text().primaryKey(),
    did: t.text().notNull(),
    recovery: t.hex().notNull(),
    newHolder: t.hex().notNull(),
    /** Second from which on anyone may finish it. */
    readyAt: count().notNull(),
    state: recoveryState("state").notNull(),
    startedAt: count().notNull(),
    endedAt: count(),
  }),
  (table) => ({ did: index().on(table.did), state: index().on(table.state) }),
);

/** What happened to DIDs, in order: the registry's events by their names. */
export const didEvent = onchainTable(
  "did_event",
  (t) => ({
    id: t.text().primaryKey(),
    did: t.text().notNull(),
    name: t.text().notNull(),
    /** The nonce under which it happened; of DidNonceBumped the new one. */
    didNonce: count().notNull(),
    /** The wallet, key, recovery address or new holder that it is about. */
    account: t.hex(),
    /** The device id, attribute's name, salt or content id. */
    key: t.hex(),
    block: count().notNull(),
    at: count().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ did: index().on(table.did), account: index().on(table.account) }),
);

export const didRelations = relations(did, ({ many }) => ({
  links: many(link),
  devices: many(device),
  primaries: many(primaryDid),
  sessionKeys: many(sessionKey),
  attributes: many(attribute),
  recoveries: many(recovery),
  events: many(didEvent),
}));
export const primaryDidRelations = relations(primaryDid, ({ one }) => ({
  identity: one(did, { fields: [primaryDid.did], references: [did.id] }),
}));
export const sessionKeyRelations = relations(sessionKey, ({ one }) => ({
  identity: one(did, { fields: [sessionKey.did], references: [did.id] }),
}));
export const attributeRelations = relations(attribute, ({ one }) => ({
  identity: one(did, { fields: [attribute.did], references: [did.id] }),
}));
export const recoveryRelations = relations(recovery, ({ one }) => ({
  identity: one(did, { fields: [recovery.did], references: [did.id] }),
}));
export const didEventRelations = relations(didEvent, ({ one }) => ({
  identity: one(did, { fields: [didEvent.did], references: [did.id] }),
}));
export const linkRelations = relations(link, ({ one }) => ({
  identity: one(did, { fields: [link.did], references: [did.id] }),
}));
export const deviceRelations = relations(device, ({ one }) => ({
  identity: one(did, { fields: [device.did], references: [did.id] }),
}));
