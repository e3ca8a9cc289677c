"""The schema, as frozen steps: a step that was released is never edited and imports nothing live.

The ledger (`entry`, `event`, `change`) is append-only and guarded by triggers. It names rows by
id without foreign keys, because a row whose creation was undone leaves the current picture
while the ledger stays. The picture (all other tables) can be rebuilt from the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_FIRST = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,           -- UTC, ISO 8601 with milliseconds
    recorded_on TEXT NOT NULL,           -- the same moment as a local calendar day
    author TEXT NOT NULL,
    action TEXT NOT NULL,                -- what kind of act: a kind of event, create, correct, ...
    subject TEXT NOT NULL DEFAULT '',    -- of what: an inventory number, a file name
    cameras INTEGER NOT NULL DEFAULT 0,  -- how many cameras it touched
    reason TEXT,
    invented INTEGER NOT NULL DEFAULT 0, -- 1: made up for the sample register
    as_of TEXT,                          -- the day an imported table speaks of
    voids INTEGER REFERENCES entry (id),
    hash TEXT NOT NULL,                  -- SHA-256 over the entry before, this one and its rows
    voided_by INTEGER REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED -- derived
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    camera INTEGER NOT NULL,
    kind TEXT NOT NULL,
    occurred_on TEXT,                    -- EDTF; NULL: unknown
    site INTEGER,
    organisation INTEGER,
    other_camera INTEGER,
    document INTEGER,
    cost INTEGER,                        -- tiyn
    note TEXT,
    details TEXT,                        -- the kind's other fields, a JSON object
    -- derived by folding the camera's events; NULL where the entry is voided
    position INTEGER,
    state_before TEXT,
    state TEXT,
    connected INTEGER,                   -- 1, 0, NULL: unknown
    site_after INTEGER,
    since TEXT,                          -- EDTF: when the camera came into that state
    installed_on TEXT,                   -- EDTF
    from_day TEXT,                       -- all of these hold on every day d with
    until_day TEXT                       -- from_day <= d < until_day (9999-12-31: open)
) STRICT;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    column_name TEXT,                    -- NULL: the row was made, `new` is its first facts
    old TEXT,                            -- JSON
    new TEXT                             -- JSON
) STRICT;

CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,                  -- region, city, district, settlement, microdistrict
    kato TEXT,
    name_ru TEXT NOT NULL,
    name_kk TEXT,
    name_en TEXT,
    also_written TEXT,                   -- other spellings, separated by ;
    latitude REAL,
    longitude REAL
) STRICT;

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    bin TEXT,
    note TEXT
) STRICT;

CREATE TABLE programme (
    id INTEGER PRIMARY KEY,
    name_ru TEXT NOT NULL,
    name_kk TEXT,
    name_en TEXT
) STRICT;

CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    maker TEXT,
    name TEXT,
    type TEXT,
    resolution TEXT,
    service_life_months INTEGER
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT,
    issued_on TEXT,                      -- EDTF
    issuer INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
) STRICT;

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    code TEXT,
    name TEXT,
    place INTEGER REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    address TEXT,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    mount TEXT,
    height_m REAL,
    azimuth REAL,
    purpose TEXT,
    operator INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
) STRICT;

CREATE TABLE camera (
    id INTEGER PRIMARY KEY,
    inventory_number TEXT,
    serial_number TEXT,
    unit TEXT NOT NULL DEFAULT 'camera' CHECK (unit IN ('camera', 'system')),
    cameras_in_system INTEGER,
    model INTEGER REFERENCES model (id) DEFERRABLE INITIALLY DEFERRED,
    programme INTEGER REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED,
    balance_holder INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    service_life_months INTEGER,
    note TEXT,
    -- derived from its events
    state TEXT NOT NULL,
    live INTEGER NOT NULL,               -- 1: its life goes on
    since TEXT,                          -- EDTF: when it came into this state; NULL: unknown
    since_day TEXT NOT NULL,             -- the day by which it certainly was in it
    connected INTEGER,                   -- 1, 0, NULL: unknown
    site INTEGER REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED, -- where it hangs or last hung
    installed_on TEXT,                   -- EDTF
    installed_year INTEGER,              -- NULL: unknown or not one year
    last_event INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX entry_voids ON entry (voids) WHERE voids IS NOT NULL;
CREATE INDEX entry_invented ON entry (invented) WHERE invented = 1;
CREATE INDEX event_entry ON event (entry);
CREATE INDEX event_camera ON event (camera, position);
CREATE INDEX event_site ON event (site) WHERE site IS NOT NULL;
CREATE INDEX event_organisation ON event (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX event_document ON event (document) WHERE document IS NOT NULL;
CREATE INDEX event_other_camera ON event (other_camera) WHERE other_camera IS NOT NULL;
CREATE INDEX change_entry ON change (entry);
CREATE INDEX change_row ON change (table_name, row_id);
CREATE UNIQUE INDEX site_code ON site (code) WHERE code IS NOT NULL;
CREATE INDEX site_place ON site (place);
CREATE UNIQUE INDEX camera_inventory_number ON camera (inventory_number)
    WHERE inventory_number IS NOT NULL AND live = 1;
CREATE INDEX camera_serial_number ON camera (serial_number) WHERE serial_number IS NOT NULL;
CREATE INDEX camera_state ON camera (state);
CREATE INDEX camera_programme ON camera (programme);
CREATE INDEX camera_balance_holder ON camera (balance_holder);
CREATE INDEX camera_model ON camera (model);
CREATE INDEX camera_site ON camera (site);

CREATE TRIGGER event_is_append_only BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: event'); END;
CREATE TRIGGER event_stays_as_recorded
    BEFORE UPDATE OF id, entry, camera, kind, occurred_on, site, organisation, other_camera,
        document, cost, note, details ON event
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: event'); END;
CREATE TRIGGER change_is_append_only BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: change'); END;
CREATE TRIGGER change_stays_as_recorded BEFORE UPDATE ON change
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: change'); END;
CREATE TRIGGER entry_is_append_only BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: entry'); END;
CREATE TRIGGER entry_stays_as_recorded
    BEFORE UPDATE OF id, recorded_at, recorded_on, author, action, subject, cameras, reason,
        invented, as_of, voids, hash ON entry WHEN OLD.hash <> ''  -- '' while it is being written
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: entry'); END;
"""

# The search index stands apart: another database has its own way to search.
_FIRST_SEARCH = """
CREATE VIRTUAL TABLE camera_search USING fts5 (text, tokenize = 'trigram case_sensitive 1');
CREATE VIRTUAL TABLE site_search USING fts5 (text, tokenize = 'trigram case_sensitive 1');
"""


def migrations() -> Migrations:
    """All steps in order, as a sqlite-utils migration set."""
    from sqlite_utils import Migrations  # imported late: it costs 80 ms at every start

    steps = Migrations("camdesk")

    @steps()
    def m001_first_register(db: Database) -> None:
        for statement in _statements(_FIRST + _FIRST_SEARCH):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")

    return steps


def _statements(script: str) -> list[str]:
    """Split a script into statements; executescript would commit the running transaction."""
    from sqlite3 import complete_statement

    statements, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if statement.strip() and complete_statement(statement):
            statements.append(statement)
            statement = ""
    return statements
