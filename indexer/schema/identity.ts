import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import { count } from "./columns.ts";

export const deviceState = onchainEnum("device_state", ["active", "removed"]);

/** Identities: one row for ever each. */
export const did = onchainTable("did", (t) => ({
  /** `did:sdn:<chain id>:<40 hex>` */
  id: t.text().primaryKey(),
  tokenId: t.bigint().notNull(),
  controller: t.hex().notNull(),
  /** Times that it was transferred or bumped. */
  nonce: count().notNull(),
  createdAt: count().notNull(),
}));

/** Wallets linked to DIDs: one row a pair, the last link of the pair. */
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

export const didRelations = relations(did, ({ many }) => ({
  links: many(link),
  devices: many(device),
}));
export const linkRelations = relations(link, ({ one }) => ({
  identity: one(did, { fields: [link.did], references: [did.id] }),
}));
export const deviceRelations = relations(device, ({ one }) => ({
  identity: one(did, { fields: [device.did], references: [did.id] }),
}));
