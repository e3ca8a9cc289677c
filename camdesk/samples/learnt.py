"""What was invented to be learnt later: own fields of a department, and papers that came late."""

from __future__ import annotations

from camdesk.store.fill import learn
from camdesk.store.own_fields import set_values
from camdesk.store.register import Register
from camdesk.store.writer import EntryWriter

LINES = ("оптика", "медь", "радиоканал")
FIELDS = (
    ("camera", "Линия связи", "choice", "\n".join(LINES)),
    ("camera", "Последняя чистка", "date", None),
    ("site", "Опора №", "text", None),
)
PAPER = ("Акт ремонта", "Р-7/2026", "2026-11-16")
_EVERY = 5  # every fifth camera or site has values
_MANY, _LATE = 60, 6


def play(register: Register, reason: str) -> None:
    """Enter own fields with values, and the paper of some repairs; the last act of the story."""
    with register.write("own_field", FIELDS[0][1], reason=reason, invented=True) as entry:
        _own_fields(entry)
    kind, number, issued_on = PAPER
    with register.write("fill", f"{kind} № {number}", reason=reason, invented=True) as entry:
        late = entry.connection.execute(
            "SELECT event.id FROM event JOIN entry ON entry.id = event.entry"
            " WHERE event.kind = 'restored' AND event.position IS NOT NULL"
            " AND event.document IS NULL AND entry.invented = 1 ORDER BY event.id DESC LIMIT ?",
            (_LATE,),
        ).fetchall()
        facts = {"kind": kind, "number": number, "issued_on": issued_on}
        paper = entry.add("document", facts)
        learn(entry, {event: {"document": paper} for (event,) in late})


def _own_fields(entry: EntryWriter) -> None:
    line, cleaned, pole = (
        entry.add(
            "own_field", {"table_name": table, "name": name, "kind": kind, "choices": choices}
        )
        for table, name, kind, choices in FIELDS
    )
    cameras = _some(entry, "SELECT id FROM camera WHERE live = 1 AND model IS NOT NULL ORDER BY id")
    for place, camera in enumerate(cameras):
        said = {line: LINES[place % len(LINES)]}
        if place % 2:
            said[cleaned] = f"2026-{place % 9 + 1:02d}"
        set_values(entry, "camera", camera, said)
    sites = _some(entry, "SELECT id FROM site WHERE address IS NOT NULL ORDER BY id")
    for place, site in enumerate(sites, 1):
        set_values(entry, "site", site, {pole: f"О-{place:03d}"})


def _some(entry: EntryWriter, query: str) -> list[int]:
    rows = entry.connection.execute(query).fetchall()
    return [row[0] for row in rows[::_EVERY][:_MANY]]
