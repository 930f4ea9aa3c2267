/** Versions of the Edge's database, each a step from the one before. */
export const schema: readonly string[] = [
  `
  -- A rowid table: its B-tree grows at the end, whatever the mailboxes are. AUTOINCREMENT because a
  -- cursor must never meet a sequence twice, also after the newest row was deleted.
  CREATE TABLE messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    mailbox BLOB NOT NULL,
    hash BLOB NOT NULL,
    blind BLOB NOT NULL,
    payload BLOB NOT NULL,
    expiry INTEGER NOT NULL,
    epoch INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX messages_by_hash ON messages (mailbox, hash);
  CREATE INDEX messages_by_mailbox ON messages (mailbox);
  CREATE INDEX messages_by_expiry ON messages (expiry);

  -- What each mailbox takes of its quota; the row with an empty mailbox is the sum of all.
  CREATE TABLE usage (mailbox BLOB PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO usage VALUES (x'', 0);

  CREATE TABLE vouchers (
    payer BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    fee TEXT NOT NULL,
    bytes_carried INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (epoch, payer)
  );

  CREATE TABLE bundles (
    slot BLOB PRIMARY KEY,
    did_nonce INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    bundle BLOB NOT NULL,
    signature BLOB NOT NULL
  );
  -- One-time keys that were not handed out yet.
  CREATE TABLE one_time_keys (
    slot BLOB NOT NULL,
    id INTEGER NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (slot, id)
  );

  -- Bills that were built and the Guardians that gave a receipt for them.
  CREATE TABLE bills (epoch INTEGER PRIMARY KEY, bill BLOB NOT NULL);
  CREATE TABLE bill_receipts (
    epoch INTEGER NOT NULL,
    guardian BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (epoch, guardian)
  );
  `,
];
