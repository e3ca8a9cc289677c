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

_SECOND = """
ALTER TABLE place ADD COLUMN archived INTEGER;          -- 1: no longer offered
ALTER TABLE place ADD COLUMN merged_into INTEGER REFERENCES place (id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE organisation ADD COLUMN archived INTEGER;
ALTER TABLE organisation ADD COLUMN merged_into INTEGER REFERENCES organisation (id)
    DEFERRABLE INITIALLY DEFERRED;                      -- its events count as the other's
ALTER TABLE programme ADD COLUMN archived INTEGER;
ALTER TABLE programme ADD COLUMN merged_into INTEGER REFERENCES programme (id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE model ADD COLUMN archived INTEGER;
ALTER TABLE model ADD COLUMN merged_into INTEGER REFERENCES model (id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE commission (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, -- the order
    chair TEXT,
    members TEXT,                        -- one on each line
    note TEXT
) STRICT;
ALTER TABLE document ADD COLUMN commission INTEGER REFERENCES commission (id)
    DEFERRABLE INITIALLY DEFERRED;       -- who signed it

CREATE TABLE content (                   -- attached files, each stored once; part of the ledger
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    media_type TEXT,
    size INTEGER,
    sha256 TEXT NOT NULL,
    removed INTEGER                      -- 1: no longer shown; its content stays
) STRICT;

CREATE TABLE contract (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    title TEXT,
    announcement TEXT,                   -- its number at the state procurement site
    lot TEXT,
    customer INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    payer INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    supplier INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    budget_code TEXT,
    programme INTEGER REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED,
    signed_on TEXT,                      -- EDTF
    due_on TEXT,                         -- EDTF
    amount INTEGER,                      -- tiyn, with VAT
    vat INTEGER,                         -- tiyn, contained in amount
    document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
) STRICT;

CREATE TABLE contract_line (
    id INTEGER PRIMARY KEY,
    contract INTEGER NOT NULL REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER,
    model INTEGER REFERENCES model (id) DEFERRABLE INITIALLY DEFERRED,
    description TEXT,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit TEXT NOT NULL DEFAULT 'camera' CHECK (unit IN ('camera', 'system')),
    unit_price INTEGER,                  -- tiyn, with VAT
    note TEXT
) STRICT;
ALTER TABLE camera ADD COLUMN contract_line INTEGER REFERENCES contract_line (id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE part (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL,                -- recovered, bought
    donor INTEGER REFERENCES camera (id) DEFERRABLE INITIALLY DEFERRED,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_value INTEGER,                  -- tiyn
    acquired_on TEXT,                    -- EDTF
    storage TEXT,
    supplier INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    serial_number TEXT,
    note TEXT
) STRICT;

CREATE TABLE part_move (
    id INTEGER PRIMARY KEY,
    part INTEGER NOT NULL REFERENCES part (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('fitted', 'discarded')),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    camera INTEGER REFERENCES camera (id) DEFERRABLE INITIALLY DEFERRED, -- the recipient
    occurred_on TEXT,                    -- EDTF
    event INTEGER,                       -- the repair it was fitted under
    document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
) STRICT;

CREATE TABLE figure (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    part_of INTEGER REFERENCES figure (id) DEFERRABLE INITIALLY DEFERRED,
    published_on TEXT,                   -- EDTF
    source TEXT,
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,                  -- camera, system, case, KZT
    programme INTEGER REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED,
    place INTEGER REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    programme_said TEXT,                 -- in the words of the source
    place_said TEXT,
    period TEXT,                         -- EDTF
    qualifier TEXT NOT NULL,             -- exactly, more_than, about, unknown
    value INTEGER,
    note TEXT
) STRICT;

CREATE TABLE supplement (               -- what an event did not say and was learnt later
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    occurred_on TEXT,                    -- EDTF
    installed_on TEXT,                   -- EDTF, of an opening
    cost INTEGER,                        -- tiyn
    document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE stock_take (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    programme INTEGER REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED,
    place INTEGER REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    balance_holder INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    counted_on TEXT NOT NULL,            -- EDTF, one day
    document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    closed_on TEXT,                      -- EDTF; its discrepancies became events
    note TEXT
) STRICT;

CREATE TABLE stock_take_line (
    id INTEGER PRIMARY KEY,
    stock_take INTEGER NOT NULL REFERENCES stock_take (id) DEFERRABLE INITIALLY DEFERRED,
    camera INTEGER REFERENCES camera (id) DEFERRABLE INITIALLY DEFERRED, -- NULL: not registered
    said TEXT,                           -- what was typed or scanned
    result TEXT NOT NULL CHECK (result IN ('found', 'missing', 'elsewhere', 'unknown')),
    expected INTEGER,                    -- 1: the scope had it; 0: it is from outside
    site INTEGER REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED, -- where it was found
    note TEXT
) STRICT;

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,              -- JSON: search, filters, sorting, columns
    archived INTEGER
) STRICT;

CREATE TABLE own_field (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,            -- camera, site, contract
    name TEXT NOT NULL,
    kind TEXT NOT NULL,                  -- text, number, date, money, choice
    choices TEXT,                        -- one on each line
    archived INTEGER
) STRICT;

CREATE TABLE own_value (
    id INTEGER PRIMARY KEY,
    field INTEGER NOT NULL REFERENCES own_field (id) DEFERRABLE INITIALLY DEFERRED,
    camera INTEGER REFERENCES camera (id) DEFERRABLE INITIALLY DEFERRED,
    site INTEGER REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    contract INTEGER REFERENCES contract (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT
) STRICT;

CREATE TABLE fault (                     -- derived: each time a camera was out of order
    id INTEGER PRIMARY KEY,              -- the event with which it began
    camera INTEGER NOT NULL,
    site INTEGER,
    failed_on TEXT,                      -- EDTF; NULL: unknown
    failed_day TEXT NOT NULL,            -- the day by which it certainly was so
    last_good TEXT,                      -- EDTF
    mode TEXT,
    cause TEXT,
    reported_by TEXT,
    document INTEGER,
    ended_by INTEGER,                    -- the event with which it ended; NULL: still open
    ended_on TEXT,                       -- EDTF
    ended_day TEXT,                      -- NULL: still open
    outcome TEXT,                        -- the kind of that event
    mended INTEGER,                      -- 1: repaired; 0: ended otherwise; NULL: still open
    organisation INTEGER,                -- who mended it
    cost INTEGER,                        -- tiyn
    warranty INTEGER,                    -- 1, 0, NULL: not said
    work TEXT
) STRICT;

CREATE INDEX attachment_document ON attachment (document);
CREATE INDEX attachment_sha256 ON attachment (sha256);
CREATE INDEX document_issuer ON document (issuer) WHERE issuer IS NOT NULL;
CREATE INDEX document_number ON document (number) WHERE number IS NOT NULL;
CREATE INDEX contract_line_contract ON contract_line (contract);
CREATE INDEX camera_contract_line ON camera (contract_line) WHERE contract_line IS NOT NULL;
CREATE INDEX part_donor ON part (donor) WHERE donor IS NOT NULL;
CREATE INDEX part_move_part ON part_move (part);
CREATE INDEX part_move_camera ON part_move (camera) WHERE camera IS NOT NULL;
CREATE INDEX part_move_event ON part_move (event) WHERE event IS NOT NULL;
CREATE INDEX figure_part_of ON figure (part_of) WHERE part_of IS NOT NULL;
CREATE UNIQUE INDEX supplement_event ON supplement (event);
CREATE INDEX supplement_document ON supplement (document) WHERE document IS NOT NULL;
CREATE INDEX stock_take_line_stock_take ON stock_take_line (stock_take, camera);
CREATE INDEX stock_take_line_camera ON stock_take_line (camera) WHERE camera IS NOT NULL;
CREATE INDEX stock_take_line_site ON stock_take_line (site) WHERE site IS NOT NULL;
CREATE INDEX own_value_camera ON own_value (camera, field) WHERE camera IS NOT NULL;
CREATE INDEX own_value_site ON own_value (site, field) WHERE site IS NOT NULL;
CREATE INDEX own_value_contract ON own_value (contract, field) WHERE contract IS NOT NULL;
CREATE INDEX own_value_field ON own_value (field);
CREATE INDEX fault_camera ON fault (camera);
CREATE INDEX fault_open ON fault (failed_day) WHERE ended_by IS NULL;
CREATE INDEX fault_failed_day ON fault (failed_day);
CREATE INDEX fault_ended_by ON fault (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX event_kind ON event (kind, from_day);
CREATE INDEX entry_recorded_on ON entry (recorded_on);

CREATE TRIGGER content_is_append_only BEFORE DELETE ON content
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: content'); END;
CREATE TRIGGER content_stays_as_recorded BEFORE UPDATE ON content
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: content'); END;
"""

_SECOND_SEARCH = """
CREATE VIRTUAL TABLE document_search USING fts5 (text, tokenize = 'trigram case_sensitive 1');
CREATE VIRTUAL TABLE part_search USING fts5 (text, tokenize = 'trigram case_sensitive 1');
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

    @steps()
    def m002_whole_life(db: Database) -> None:
        for statement in _statements(_SECOND + _SECOND_SEARCH):
            db.execute(statement)
        _index_documents_of_m001(db)
        _derive_faults_of_m001(db)
        db.execute("PRAGMA user_version = 2")

    return steps


def _index_documents_of_m001(db: Database) -> None:
    """The papers of the first schema, as the search index of the second has them."""
    from unicodedata import normalize

    rows = db.execute(
        "SELECT document.id, document.kind, document.number, organisation.name, document.note"
        " FROM document LEFT JOIN organisation ON organisation.id = document.issuer"
    ).fetchall()
    texts = [(row[0], "\n".join(text for text in row[1:] if text is not None)) for row in rows]
    db.conn.executemany(
        "INSERT INTO document_search (rowid, text) VALUES (?, ?)",
        [(i, normalize("NFC", text).casefold().replace("ё", "е")) for i, text in texts],
    )


def _derive_faults_of_m001(db: Database) -> None:
    """The faults that the events of the first schema tell of, camera by camera."""
    from itertools import groupby
    from operator import itemgetter

    rows = db.execute(
        "SELECT camera, id, kind, occurred_on, state, site_after, document, organisation, cost,"
        " from_day, details FROM event WHERE position IS NOT NULL"
        " AND camera IN (SELECT camera FROM event WHERE state = 'failed')"
        " ORDER BY camera, position"
    )
    faults: list[tuple[object, ...]] = []
    for camera, events in groupby(rows, key=itemgetter(0)):
        faults += _faults_of_m001(camera, list(events))
    marks = ", ".join("?" * 19)
    db.conn.executemany(f"INSERT INTO fault VALUES ({marks})", faults)


def _faults_of_m001(camera: int, events: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    from json import loads

    faults: list[list[object]] = []
    state: object = None
    for _, row, kind, on, after, site, document, organisation, cost, day, details in events:
        said = loads(str(details)) if details else {}
        out_before = state in ("failed", "in_repair", "removed")
        open_fault = faults[-1] if faults and faults[-1][10] is None else None
        if open_fault is not None and out_before and after not in (
            "failed", "in_repair", "removed"
        ):  # fmt: skip
            mended = kind in ("restored", "returned") and (
                state != "removed" or said.get("work") is not None
            )
            open_fault[10:] = [row, on, day, kind, int(mended)]
            open_fault += [organisation, cost] if mended else [None, None]
            warranty = said.get("warranty") if mended else None
            open_fault += [None if warranty is None else int(warranty)]
            open_fault += [said.get("work") if mended else None]
        elif after == "failed" and state != "failed" and open_fault is None:
            faults.append(
                [row, camera, site, None if kind == "opening" else on, day,
                 said.get("last_good"), said.get("mode"), said.get("cause"),
                 said.get("reported_by"), document, *[None] * 9]
            )  # fmt: skip
        state = after
    return [tuple(fault) for fault in faults]


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
