-- The same statements make the tables of SQLite and of PostgreSQL. Times are milliseconds since 1970.
CREATE TABLE receiver_deliveries (
    delivery_key TEXT NOT NULL PRIMARY KEY,
    process_id TEXT NOT NULL,
    -- valid, unknown (a value that this version does not know) or invalid (against the rules of the contract)
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    -- new, again (waits for another attempt), held (is worked on), done or dead
    state TEXT NOT NULL,
    -- new, again: when it is due. held: when the lease ends. done, dead: since when.
    due_at BIGINT NOT NULL,
    -- Attempts that have begun.
    attempts INTEGER NOT NULL DEFAULT 0,
    -- How often in a row a lease ended without a result.
    lost INTEGER NOT NULL DEFAULT 0,
    -- Who has the lease.
    holder TEXT,
    reason TEXT
);

CREATE INDEX receiver_deliveries_due ON receiver_deliveries (state, due_at);

CREATE INDEX receiver_deliveries_process ON receiver_deliveries (process_id);

-- What an idle writer writes, to see that it can.
CREATE TABLE receiver_probe (
    id INTEGER NOT NULL PRIMARY KEY,
    written_at BIGINT NOT NULL
);

INSERT INTO receiver_probe (id, written_at) VALUES (1, 0);
